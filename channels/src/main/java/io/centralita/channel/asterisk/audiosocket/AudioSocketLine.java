package io.centralita.channel.asterisk.audiosocket;

import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.asterisk.media.CallerPause;
import io.centralita.channel.asterisk.media.LineReports;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.media.AudioFormat;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One caller's audio over AudioSocket.
///
/// At each beat of the clock one message of 20 ms leaves, silence where nothing is to be said: the
/// dial plan's application ends a call after 2 s of nothing, and carriers drop silent ones. A beat
/// that was missed is not made up for, because Asterisk would hand a burst to the phone at once.
/// What left counts as heard three beats later: it lasts one, and telephones keep two packets, most
/// of them. Nothing is taken ahead, so there is nothing for [#clear] to drop but the reports on
/// what left a moment ago.
///
/// A caller of whom nothing comes for a while is silent ([CallerPause]), whatever their phone makes
/// of silence.
///
/// While the network takes nothing, nothing is taken from the call either: no speech gets lost, and
/// none of it waits in a queue to be heard late. The messages of those beats are dropped.
///
/// Threads: as [MediaLine] says.
final class AudioSocketLine implements MediaLine, PacingClock.Member {
    private static final Logger log = LoggerFactory.getLogger(AudioSocketLine.class);

    private static final long NEVER = Long.MIN_VALUE;
    private static final long NOTHING = Long.MIN_VALUE;
    private static final int BEATS_TO_THE_EAR = 3;

    private final UUID id;
    private final AudioFormat format;
    private final boolean tellsDigits;
    private final LineSocket socket;
    private final Consumer<Runnable> loop;
    private final PacingClock clock;
    private final long stallNanos;
    private final ChannelMetrics metrics;
    private final LineReports reports;
    private final Runnable whenEnded;
    private final MessageWriter writer;
    private final IncomingAudio incoming;
    private final CallerPause pause;
    private final AtomicInteger generation = new AtomicInteger();

    private @Nullable OutgoingAudio outgoing;
    private boolean ended;
    private long fullSinceNanos = NEVER;

    /// Sequence numbers of what left at the last beats, the oldest at `oldest`.
    private final long[] underWay = new long[BEATS_TO_THE_EAR];

    private int oldest;

    /// The generation that those belong to.
    private int sentGeneration;

    /// Sends from now on.
    ///
    /// @param whenEnded is run once, before the listener is told
    AudioSocketLine(
            UUID id,
            AudioFormat format,
            boolean tellsDigits,
            LineSocket socket,
            Consumer<Runnable> loop,
            PacingClock clock,
            AudioSocketSettings.Limits limits,
            ChannelMetrics metrics,
            Runnable whenEnded) {
        this.id = id;
        this.format = format;
        this.tellsDigits = tellsDigits;
        this.socket = socket;
        this.loop = loop;
        this.clock = clock;
        this.stallNanos = limits.stallTimeout().toNanos();
        this.metrics = metrics;
        reports = new LineReports(AudioSocketTransport.NAME, metrics);
        this.whenEnded = whenEnded;
        writer = new MessageWriter(format);
        incoming = new IncomingAudio(format.sampleRateHz());
        pause = new CallerPause(format, reports::audio);
        Arrays.fill(underWay, NOTHING);
        clock.add(this);
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public boolean tellsDigits() {
        return tellsDigits;
    }

    @Override
    public boolean takesAhead() {
        return false;
    }

    @Override
    public void open(LegListener newListener, OutgoingAudio newOutgoing) {
        loop.accept(
                () -> {
                    reports.goTo(newListener);
                    outgoing = newOutgoing;
                });
    }

    @Override
    public void execute(Runnable action) {
        loop.accept(action);
    }

    /// Speech waits for the beat: a message between two would be one more than the phone plays, and
    /// make all that follows late.
    @Override
    public void speechWaits() {}

    @Override
    public void clear() {
        generation.incrementAndGet();
    }

    @Override
    public void close(String reason) {
        loop.accept(() -> breakOff(reason));
    }

    @Override
    public void tick(long nowNanos) {
        pause.beat();
        if (socket.isFull()) {
            waitForRoom(nowNanos);
            return;
        }
        fullSinceNanos = NEVER;
        dropIfCleared();
        long heard = underWay[oldest];
        underWay[oldest] = NOTHING;
        if (heard != NOTHING) {
            reports.played(heard);
        }
        var message = next();
        if (!ended) {
            oldest = (oldest + 1) % BEATS_TO_THE_EAR;
            socket.write(message);
        }
    }

    private boolean dropIfCleared() {
        int wanted = generation.get();
        if (sentGeneration == wanted) {
            return false;
        }
        sentGeneration = wanted;
        Arrays.fill(underWay, NOTHING);
        return true;
    }

    private void waitForRoom(long nowNanos) {
        metrics.oddity(AudioSocketTransport.NAME, "late-dropped");
        if (fullSinceNanos == NEVER) {
            fullSinceNanos = nowNanos;
            metrics.oddity(AudioSocketTransport.NAME, "socket-full");
        } else if (nowNanos - fullSinceNanos > stallNanos) {
            log.atWarn()
                    .addKeyValue("line", id)
                    .addKeyValue("stalledMs", (nowNanos - fullSinceNanos) / 1_000_000)
                    .log("peer takes no audio");
            breakOff("peer-stalled");
        }
    }

    private Buffer next() {
        var frame = take();
        if (frame == null || dropIfCleared()) {
            return writer.silence(); // Taken while clear was called: before it, for all we know.
        }
        if (frame.audio().length != format.frameBytes()) {
            metrics.oddity(AudioSocketTransport.NAME, "odd-frame");
        }
        underWay[oldest] = frame.sequence();
        return writer.audio(frame.audio());
    }

    private @Nullable OutgoingFrame take() {
        var source = outgoing;
        if (source == null) {
            return null;
        }
        try {
            return source.next();
        } catch (RuntimeException e) {
            log.atError().addKeyValue("line", id).setCause(e).log("no outgoing audio");
            breakOff("fault");
            return null;
        }
    }

    void audio(int rateHz, byte[] pcm) {
        if (rateHz != format.sampleRateHz()) {
            metrics.oddity(AudioSocketTransport.NAME, "other-rate");
        }
        pause.heard();
        var converted = incoming.convert(rateHz, pcm);
        if (converted.length > 0) {
            reports.audio(converted);
        }
    }

    void digit(char digit) {
        reports.tell(to -> to.digit(digit));
    }

    /// The connection is over or about to be; the last thing the listener hears of.
    void ended(boolean byCaller, String detail) {
        if (ended) {
            return;
        }
        ended = true;
        clock.remove(this);
        outgoing = null;
        log.atInfo()
                .addKeyValue("line", id)
                .addKeyValue("byCaller", byCaller)
                .addKeyValue("detail", detail)
                .log("audio connection ended");
        whenEnded.run();
        reports.tell(to -> to.closed(byCaller, detail));
    }

    private void breakOff(String detail) {
        if (!ended) {
            socket.end(MessageWriter.hangUp());
            ended(false, detail);
        }
    }
}
