package io.centralita.app.doctor;

import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.channel.asterisk.media.MediaTransport;
import io.centralita.channel.asterisk.media.PreparedMedia;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call of ours to ourselves through an Asterisk: two media channels in one bridge, a tone in at
/// one end, and out at the other. No phone and no dial plan take part. Blocks for some seconds.
final class MediaPathProbe {
    private static final Logger log = LoggerFactory.getLogger(MediaPathProbe.class);
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    /// For the last of the tone to arrive.
    private static final Duration LATE = Duration.ofMillis(700);

    private static final int NORMAL_CAUSE = 16;

    /// How it went.
    sealed interface Outcome {
        /// @param delay from the moment the tone was taken to that it was heard
        /// @param levelDb against what was said
        record Through(AudioFormat format, Duration delay, double levelDb) implements Outcome {}

        /// Everything was put together, and nothing was heard.
        ///
        /// @param frames that came all the same
        record Silent(int frames) implements Outcome {}

        /// Asterisk would not do something.
        record Refused(AriFailure failure) implements Outcome {}

        /// The connection of audio did not come about.
        ///
        /// @param word of the transport
        record NotConnected(String word) implements Outcome {}
    }

    private final Ari ari;
    private final Arrivals arrivals;
    private final String application;

    /// @param arrivals of channels in the application
    /// @param application ours for this
    MediaPathProbe(Ari ari, Arrivals arrivals, String application) {
        this.ari = ari;
        this.arrivals = arrivals;
        this.application = application;
    }

    Outcome look(MediaTransport transport) throws InterruptedException {
        var ends = new ArrayList<End>();
        var bridge = application + "-" + UUID.randomUUID();
        try {
            ends.add(end(transport));
            ends.add(end(transport));
            ari.createBridge(bridge, "doctor");
            ari.add(bridge, ends.stream().map(End::channel).toList());
            return listen(ends.getFirst(), ends.getLast());
        } catch (AriFailure failure) {
            return new Outcome.Refused(failure);
        } catch (MediaFailure failure) {
            return new Outcome.NotConnected(failure.word());
        } finally {
            ends.forEach(End::close);
            for (var end : ends) {
                tidy(() -> ari.hangUp(end.channel(), NORMAL_CAUSE));
            }
            tidy(() -> ari.deleteBridge(bridge));
        }
    }

    private record End(String channel, PreparedMedia prepared, MediaLine line) {
        void close() {
            line.close("examined");
            prepared.close();
        }
    }

    private End end(MediaTransport transport)
            throws AriFailure, MediaFailure, InterruptedException {
        var channel = application + "-" + UUID.randomUUID();
        var prepared = transport.prepare(new MediaRequest(channel, List.of("ulaw")));
        try {
            var arrival = arrivals.of(channel);
            var made = ari.externalMedia(channel, prepared.wanted());
            var line =
                    prepared.connect(made)
                            .toCompletableFuture()
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            arrival.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new End(channel, prepared, line);
        } catch (AriFailure failure) {
            prepared.close();
            throw failure;
        } catch (ExecutionException | TimeoutException e) {
            prepared.close();
            tidy(() -> ari.hangUp(channel, NORMAL_CAUSE));
            throw e.getCause() instanceof MediaFailure failure
                    ? failure
                    : new MediaFailure("late", e);
        }
    }

    private static Outcome listen(End near, End far) throws InterruptedException {
        var ear = new ProbeLine(far.line().format(), false);
        var mouth = new ProbeLine(near.line().format(), true);
        far.line().open(ear, ear);
        near.line().open(mouth, mouth);
        near.line().speechWaits();
        Thread.sleep(ProbeLine.length().plus(LATE));
        var tone = ear.tone();
        return tone == null || mouth.toneAtNanos() == 0
                ? new Outcome.Silent(ear.frames())
                : new Outcome.Through(
                        near.line().format(),
                        Duration.ofNanos(Math.max(0, tone.atNanos() - mouth.toneAtNanos())),
                        tone.dbfs() - ProbeLine.TONE_DBFS);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws AriFailure, InterruptedException;
    }

    private static void tidy(Step step) throws InterruptedException {
        try {
            step.run();
        } catch (AriFailure failure) {
            log.atDebug().addKeyValue("why", failure.getMessage()).log("was gone already");
        }
    }
}
