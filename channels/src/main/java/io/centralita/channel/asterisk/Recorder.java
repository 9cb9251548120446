package io.centralita.channel.asterisk;

import io.centralita.call.record.RecordingListener;
import io.centralita.call.record.RecordingListener.CarrierRecording;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.ari.AriRecording;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has Asterisk record calls, and tells their records where. A channel that listens to the caller's
/// is recorded, both ways: a recorder in the bridge itself would make it a mixing one, with 20 to
/// 100 ms of delay and cut bursts (asterisk-measured.md). Thread-safe.
final class Recorder {
    /// Recordings under way.
    private static final int MOST = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Recorder.class);

    private record UnderWay(String call, long since) {}

    private final String ari;
    private final RecordingListener listener;
    private final Time time;
    private final ChannelMetrics metrics;

    /// In the order of their beginning. Guarded by itself.
    private final LinkedHashMap<String, UnderWay> underWay = new LinkedHashMap<>();

    Recorder(
            AsteriskSettings settings,
            RecordingListener listener,
            Time time,
            ChannelMetrics metrics) {
        this.ari = settings.ari().url().map(URI::toString).orElse("/ari");
        this.listener = listener;
        this.time = time;
        this.metrics = metrics;
    }

    /// Begins. A call that cannot be recorded goes on. On the call's thread.
    ///
    /// @return the channel that listens: the recording ends with it
    Optional<String> begin(Stay stay) throws CallerGone, InterruptedException {
        var around = stay.around();
        var ear = around.ids().listener();
        var call = stay.callId().replaceAll("[^A-Za-z0-9._-]", "_");
        var name = around.ids().sound() + "-" + call;
        stay.belongings().channel(ear, () -> {});
        try {
            stay.ask(() -> around.ari().snoop(stay.channel(), ear, "both", "none"));
            var there =
                    stay.inbox()
                            .await(
                                    signal -> isStart(signal, ear) ? true : null,
                                    around.settings().limits().step());
            if (there.isEmpty()) {
                failed(stay.callId(), "late");
                stay.belongings().dropChannel(ear);
                return Optional.empty();
            }
            started(name, stay.callId());
            around.ari().recordChannel(ear, new AriRecording(name, "wav", Duration.ZERO, false));
            metrics.event(AsteriskChannel.NAME, "recording", "started");
            return Optional.of(ear);
        } catch (AriFailure failure) {
            forget(name);
            failed(stay.callId(), failure.reason().toString());
            stay.belongings().dropChannel(ear);
            return Optional.empty();
        }
    }

    private static boolean isStart(Signal signal, String channel) {
        return signal instanceof Signal.Told(AriEvent.StasisStart(var whose, _))
                && whose.id().equals(channel);
    }

    private void started(String name, String call) {
        synchronized (underWay) {
            if (underWay.size() >= MOST) {
                underWay.pollFirstEntry();
            }
            underWay.put(name, new UnderWay(call, time.nanoTime()));
        }
    }

    private UnderWay forget(String name) {
        synchronized (underWay) {
            var one = underWay.remove(name);
            return one == null ? new UnderWay("", 0) : one;
        }
    }

    /// Never blocks.
    void finished(String name) {
        var one = forget(name);
        if (one.call().isEmpty()) {
            return;
        }
        long seconds = Duration.ofNanos(time.nanoTime() - one.since()).toSeconds();
        log.atInfo()
                .addKeyValue("call", one.call())
                .addKeyValue("recording", name)
                .addKeyValue("seconds", seconds)
                .log("Asterisk has recorded the call");
        metrics.event(AsteriskChannel.NAME, "recording", "finished");
        listener.recorded(
                one.call(),
                new CarrierRecording(
                        AsteriskChannel.NAME,
                        name,
                        ari + "/recordings/stored/" + name + "/file",
                        seconds));
    }

    /// Never blocks.
    void failed(String name, AriEvent.RecordingFailed event) {
        var one = forget(name);
        if (!one.call().isEmpty()) {
            failed(one.call(), event.cause());
        }
    }

    private void failed(String call, String why) {
        metrics.event(AsteriskChannel.NAME, "recording", "failed");
        log.atWarn()
                .addKeyValue("call", call)
                .addKeyValue("why", why)
                .log("Asterisk does not record the call");
    }
}
