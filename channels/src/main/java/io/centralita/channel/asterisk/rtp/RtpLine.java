package io.centralita.channel.asterisk.rtp;

import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.Beats;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.HeardClock;
import io.centralita.channel.PacingClock;
import io.centralita.channel.asterisk.media.LineReports;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.media.AudioFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One caller's audio over RTP.
///
/// At each beat of the clock what has come in is read, one frame of it is handed on, and one packet
/// leaves: silence where nothing is to be said, because Asterisk makes none and carriers drop
/// silent calls. Of beats that were missed the caller's frames are made up for; ours are not, as a
/// burst would go straight to the phone: what was to be said is said later. Nothing is taken ahead,
/// so there is nothing for [#clear] to drop but the reports on frames that left.
///
/// A peer that sends nothing is a caller on hold, or a phone that sends no silence; it is no fault.
/// Once a caller was heard, that is silence, as a recogniser would miss the end of a sentence
/// otherwise. That they hung up is said by ARI alone.
///
/// Threads: as [MediaLine] says.
final class RtpLine implements MediaLine, PacingClock.Member {
    private static final Logger log = LoggerFactory.getLogger(RtpLine.class);

    /// Missed beats that are made up for: one second.
    private static final long MAX_OWED = 50;

    private static final long BEFORE_THE_FIRST = -1;

    private final String id;
    private final AudioFormat format;
    private final RtpReceiver receiver;
    private final RtpSender sender;
    private final HeardClock heardClock;
    private final Consumer<Runnable> loop;
    private final PacingClock clock;
    private final ChannelMetrics metrics;
    private final LineReports reports;
    private final Runnable whenEnded;
    private final Beats beats = new Beats();
    private final AtomicInteger generation = new AtomicInteger();

    private @Nullable OutgoingAudio outgoing;
    private boolean ended;
    private long beat = BEFORE_THE_FIRST;
    private int wireGeneration;

    /// Receives and sends from now on.
    ///
    /// @param playout how long audio waits at the phone before it is heard
    /// @param whenEnded is run once, before the listener is told
    RtpLine(
            String id,
            AudioFormat format,
            RtpReceiver receiver,
            RtpSender sender,
            Duration playout,
            Consumer<Runnable> loop,
            PacingClock clock,
            ChannelMetrics metrics,
            Runnable whenEnded) {
        this.id = id;
        this.format = format;
        this.receiver = receiver;
        this.sender = sender;
        this.loop = loop;
        this.clock = clock;
        this.metrics = metrics;
        reports = new LineReports(RtpTransport.NAME, metrics);
        this.whenEnded = whenEnded;
        heardClock = new HeardClock(playout);
        clock.add(this);
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    /// Asterisk keeps telephone events to itself.
    @Override
    public boolean tellsDigits() {
        return false;
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

    /// Speech waits for the beat: a packet between two would be one more than the phone plays.
    @Override
    public void speechWaits() {}

    @Override
    public void clear() {
        generation.incrementAndGet();
    }

    @Override
    public void close(String reason) {
        loop.accept(() -> end(reason));
    }

    @Override
    public void tick(long nowNanos) {
        long due = beats.at(nowNanos);
        if (due == beat || ended) {
            return; // The one before was late by more than half a beat.
        }
        try {
            receive(due);
            reportHeard(nowNanos);
            if (!ended) {
                send(due, nowNanos);
            }
        } catch (IOException e) {
            log.atWarn().addKeyValue("line", id).setCause(e).log("socket lost");
            end("socket-lost");
        } catch (RuntimeException e) {
            log.atError().addKeyValue("line", id).setCause(e).log("line failed");
            end("fault");
        }
    }

    private void receive(long due) throws IOException {
        receiver.drain(beats.nanos(due));
        long from = Math.max(beat + 1, due - MAX_OWED + 1);
        beat = due;
        if (!receiver.stream().hasBegun()) {
            return;
        }
        for (long owed = from; owed <= due && !ended; owed++) {
            reports.audio(receiver.stream().pull(beats.nanos(owed)));
        }
        int lost = receiver.stream().takeLost();
        if (lost > 0) {
            reports.tell(to -> to.lost(lost));
        }
    }

    private void send(long due, long nowNanos) throws IOException {
        var frame = take();
        if (ended) {
            return;
        }
        if (dropIfCleared() || frame == null) {
            sender.send(due, null); // Taken while clear was called: before it, for all we know.
            return;
        }
        if (frame.audio().length != format.frameBytes()) {
            metrics.oddity(RtpTransport.NAME, "odd-frame");
        }
        sender.send(due, frame.audio());
        heardClock.sent(frame.sequence(), nowNanos);
    }

    private @Nullable OutgoingFrame take() {
        var source = outgoing;
        return source == null ? null : source.next();
    }

    private void reportHeard(long nowNanos) {
        dropIfCleared();
        long heard = heardClock.heard(nowNanos);
        if (heard != HeardClock.NOTHING) {
            reports.played(heard);
        }
    }

    private boolean dropIfCleared() {
        int wanted = generation.get();
        if (wireGeneration == wanted) {
            return false;
        }
        wireGeneration = wanted;
        heardClock.clear();
        return true;
    }

    private void end(String reason) {
        if (ended) {
            return;
        }
        ended = true;
        clock.remove(this);
        outgoing = null;
        log.atInfo()
                .addKeyValue("line", id)
                .addKeyValue("detail", reason)
                .addKeyValue("received", receiver.stream().packets())
                .addKeyValue("lost", receiver.stream().lost())
                .addKeyValue("late", receiver.stream().late())
                .addKeyValue("refused", receiver.refused())
                .addKeyValue("skippedMs", receiver.stream().skipped().toMillis())
                .addKeyValue("delayMs", receiver.stream().delay().toMillis())
                .addKeyValue("sent", sender.packets())
                .log("audio connection ended");
        whenEnded.run();
        reports.tell(to -> to.closed(false, reason));
    }
}
