package io.centralita.channel.asterisk;

import io.centralita.call.Switchboard;
import io.centralita.call.handover.Briefing;
import io.centralita.call.record.RecordingListener;
import io.centralita.call.scope.Time;
import io.centralita.call.text.PhraseAudio;
import io.centralita.call.text.SpokenTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriEvents;
import io.centralita.channel.asterisk.ari.AriSubscription;
import io.centralita.channel.asterisk.media.DirectCall;
import io.centralita.channel.asterisk.media.DirectCalls;
import io.centralita.channel.asterisk.media.MediaTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The callers of an Asterisk. It is told Asterisk's events, on any thread, one after the other,
/// and never blocks it; it is told of callers who come without an ARI application. Whoever makes it
/// closes it before transports and events.
public final class AsteriskChannel implements DirectCalls, AutoCloseable {
    /// The channel's name in call information, logs and metrics.
    public static final String NAME = "asterisk";

    /// For calls to end, once the switchboard has let go of them.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(AsteriskChannel.class);

    private final Surroundings around;
    private final AriSubscription events;
    private final Housekeeper housekeeper;
    private final DirectLegs direct;
    private final Map<AsteriskCall, Boolean> calls = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /// @param transports all there are; the settings and Asterisk choose
    /// @param texts must know the keys that begin with `asterisk.`
    /// @param phrases has them as audio, where callers are to hear them
    /// @param briefing finds words for those who are to take a caller
    /// @param recordings is told what Asterisk has recorded
    public AsteriskChannel(
            AsteriskSettings settings,
            Ari ari,
            AriEvents events,
            List<MediaTransport> transports,
            Switchboard switchboard,
            SpokenTexts texts,
            PhraseAudio phrases,
            Briefing briefing,
            RecordingListener recordings,
            Time time,
            ChannelMetrics metrics) {
        this(
                new Surroundings(
                        settings,
                        ari,
                        new TransportChoice(settings.transport(), transports),
                        CallIntake.of(switchboard),
                        new Sentences(texts, phrases),
                        briefing,
                        new Recorder(settings, recordings, time, metrics),
                        new CallRoster(),
                        Ids.ofThisProcess(settings.ari().application()),
                        new Broom(ari, metrics),
                        time,
                        metrics),
                events.subscribe());
    }

    AsteriskChannel(Surroundings around, AriSubscription events) {
        this.events = events;
        this.around = around;
        direct = new DirectLegs(around.intake());
        housekeeper = new Housekeeper(around, new Reconciliation(around, this::adopt));
        Thread.ofVirtual().name("asterisk-events").start(this::listen);
    }

    /// Where callers go who come without an ARI application, where there is none.
    public static DirectCalls direct(Switchboard switchboard) {
        return new DirectLegs(CallIntake.of(switchboard))::arrived;
    }

    /// Calls that have a thread: those that ring and those that are being ended included.
    public int calls() {
        return calls.size();
    }

    private void listen() {
        try {
            for (var event = events.take(); event.isPresent(); event = events.take()) {
                try {
                    told(event.get());
                } catch (RuntimeException fault) {
                    log.atError().setCause(fault).log("event was not understood");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void told(AriEvent event) {
        switch (event) {
            case AriEvent.StasisStart start -> entered(start);
            case AriEvent.VariableSet _ -> {} // Nobody here needs it, and there are many.
            case AriEvent.OfChannel told -> tell(told.channel().id(), told);
            case AriEvent.BridgeDestroyed(var bridge) -> tell(bridge, event);
            case AriEvent.PlaybackFinished(var playback, _) -> tell(playback, event);
            case AriEvent.RecordingFinished(var recording) -> around.recorder().finished(recording);
            case AriEvent.RecordingFailed failed ->
                    around.recorder().failed(failed.recording(), failed);
            // The connection has said so in the log.
            case AriEvent.Connected(_) -> housekeeper.connected(true);
            case AriEvent.Disconnected() -> housekeeper.connected(false);
            case AriEvent.Replaced() -> housekeeper.replaced();
        }
    }

    private void entered(AriEvent.StasisStart start) {
        var channel = start.channel();
        if (tell(channel.id(), start)) {
            return;
        }
        if (around.ids().isOfApplication(channel.id())) {
            housekeeper.turnAway(channel.id(), Causes.NORMAL); // nobody waits for it any more
        } else {
            begin(channel, start.arguments());
        }
    }

    /// A caller of an earlier process, or one whose arrival nobody told.
    private void adopt(AriChannel channel) {
        begin(channel, List.of());
    }

    /// Under the lock, so that none begins after [#close] has.
    private synchronized void begin(AriChannel channel, List<String> arguments) {
        if (closing || around.roster().size() >= around.settings().limits().callers()) {
            around.metrics().refused(NAME, closing ? "closing-down" : "callers");
            housekeeper.turnAway(channel.id(), Causes.CONGESTION);
            return;
        }
        var stay = around.roster().stay(channel.id());
        var call = new AsteriskCall(around, channel, arguments, stay, calls::remove);
        if (around.roster().enter(channel.id(), call.inbox())) {
            calls.put(call, true);
            call.start();
        }
    }

    private boolean tell(String id, AriEvent event) {
        return around.roster().tell(id, new Signal.Told(event));
    }

    /// Without an ARI application there is nothing but the line.
    @Override
    public void arrived(DirectCall call) {
        if (closing) {
            call.line().close("closing-down");
        } else {
            direct.arrived(call);
        }
    }

    /// Takes no more callers and ends the calls there are: those whom the switchboard has let go of
    /// are hung up in order, whoever is left after that at once. What was made in Asterisk is taken
    /// away.
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        try {
            long until = around.time().nanoTime() + PATIENCE.toNanos();
            calls.keySet().stream().filter(AsteriskCall::isUnserved).forEach(AsteriskCall::cutOff);
            for (var call : calls.keySet()) {
                var left = Duration.ofNanos(Math.max(1, until - around.time().nanoTime()));
                if (!call.join(left)) {
                    call.cutOff();
                    call.join(Duration.ofSeconds(1));
                }
            }
        } catch (InterruptedException _) {
            calls.keySet().forEach(AsteriskCall::cutOff);
            Thread.currentThread().interrupt();
        } finally {
            housekeeper.close();
            events.close();
        }
    }
}
