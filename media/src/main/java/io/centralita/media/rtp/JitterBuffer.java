package io.centralita.media.rtp;

import java.nio.ByteBuffer;
import java.time.Duration;

/// Puts packets in order and keeps them for as long as the network's jitter needs. For codecs of
/// one byte for each tick of an 8 kHz clock: G.711, and G.722 with its clock of 8 kHz (RFC 3551
/// §4.5.2). Packets may be of any length.
///
/// Pulled once for every 20 ms of wall clock. What comes out is in order and never twice, and the
/// delay is bounded: late audio is still played where that makes the delay no longer than the
/// longest, and is dropped otherwise. A pause of the sender passes as missing audio; its timestamps
/// may count it or not.
///
/// The delay changes in steps of 20 ms, best where it is quiet: a step longer is [Sink#missing], a
/// step shorter leaves a frame out and is [Sink#skipped].
public final class JitterBuffer {
    /// Audio of one pull.
    public static final int BEAT_TICKS = 160;

    private static final long NANOS_PER_TICK = 125_000;
    private static final int TICKS_PER_MS = 8;

    /// Delay before jitter was measured.
    private static final int FIRST_DELAY_TICKS = 40 * TICKS_PER_MS;

    /// Audio missing for so long is a pause, after which the delay can be chosen freely.
    private static final int PAUSE_TICKS = 60 * TICKS_PER_MS;

    private final Quiet quiet;
    private final int longest;
    private final SequenceOrder order = new SequenceOrder();
    private final PacketStore store = new PacketStore();
    private final DelayEstimate estimate;
    private final MediaTimeline timeline;
    private final LossReckoning losses = new LossReckoning();
    private final DelaySteering steering;

    /// Media time of the next tick that is heard.
    private long cursor;

    /// End, in media time, of the last audio that was heard.
    private long floor = Long.MIN_VALUE / 2;

    /// Since the last audio; nothing was heard at all in the beginning.
    private long missingTicks = PAUSE_TICKS;

    private long lastPlayed = -1;
    private boolean anchorDue = true;
    private long skippedTicks;
    private long stretchedTicks;

    /// @param shortest delay, 20 ms or more
    /// @param longest delay; an adaptation step of 20 ms may come on top of it
    public JitterBuffer(Duration shortest, Duration longest, Quiet quiet) {
        this.quiet = quiet;
        this.longest = ticks(longest);
        if (ticks(shortest) < BEAT_TICKS || shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "delay must be 20 ms or more, not " + shortest + " to " + longest);
        }
        estimate = new DelayEstimate(ticks(shortest), this.longest, FIRST_DELAY_TICKS);
        timeline = new MediaTimeline(estimate);
        steering = new DelaySteering(this.longest, this::isQuietHere);
    }

    /// Whether a stretch of payload is so quiet that 20 ms more or less of it are not heard.
    @FunctionalInterface
    public interface Quiet {
        boolean isQuiet(byte[] payload, int offset, int length);
    }

    /// Where 20 ms go, piece by piece.
    public interface Sink {
        /// Valid during the call.
        void audio(byte[] payload, int offset, int length);

        /// Nothing there: lost, not here yet, or a pause.
        void missing(int ticks);

        /// What comes next is the beginning of something: it comes first, or after a pause in which
        /// nothing was lost.
        void begins();

        /// What comes next does not follow upon what came before: some audio was left out.
        void skipped();

        /// Audio between what was heard before and what is heard next never came, or came too late.
        void lost(int frames);
    }

    /// Takes a packet in. The payload is copied.
    ///
    /// @param packet read from the datagram
    public Arrival put(RtpPacket packet, ByteBuffer datagram, long nowNanos) {
        long number = order.place(packet.ssrc(), packet.sequence());
        if (number == SequenceOrder.STRAY) {
            return Arrival.STRAY;
        }
        if (store.knows(number)) {
            return Arrival.DUPLICATE;
        }
        if (number < order.firstOfRun()) {
            return Arrival.LATE;
        }
        int length = packet.payloadLength();
        long nowTicks = nowNanos / NANOS_PER_TICK;
        boolean runBegins = number == order.firstOfRun();
        long from = timeline.place(number, runBegins, packet.timestamp(), length, nowTicks);
        boolean heardPast = number <= lastPlayed || from < floor;
        boolean afterPause = !heardPast && store.isEmpty() && cursor - floor >= PAUSE_TICKS;
        if (afterPause && isTooLate(from, nowTicks)) {
            estimate.restart(); // A pause that timestamps do not count as long as it was.
        }
        estimate.observe(nowTicks - from, nowTicks);
        anchorDue |= afterPause;
        if (heardPast) {
            return Arrival.LATE;
        }
        if (!store.fits(number, from, length)) {
            return Arrival.MISPLACED;
        }
        if (!anchorDue && !reaches(from, length, nowTicks)) {
            return Arrival.LATE;
        }
        while (!store.hasRoomFor(number)) {
            passFirst();
        }
        store.put(number, from, datagram, packet.payloadOffset(), length);
        return Arrival.KEPT;
    }

    /// Sees to it that the packet can still be heard, by a longer delay where it must be.
    private boolean reaches(long from, int length, long nowTicks) {
        if (from + length > cursor) {
            return true;
        }
        if (isTooLate(from, nowTicks)) {
            return false;
        }
        stretchedTicks += cursor - from;
        cursor = from;
        return true;
    }

    private boolean isTooLate(long from, long nowTicks) {
        return estimate.knowsTransit() && nowTicks - estimate.transit() - from > longest;
    }

    /// Hands out the 20 ms that are due.
    ///
    /// @param nowNanos when they were due, in steps of 20 ms
    public void pull(long nowNanos, Sink sink) {
        long nowTicks = nowNanos / NANOS_PER_TICK;
        if (store.isEmpty()) {
            sink.missing(BEAT_TICKS);
            missingTicks += BEAT_TICKS;
            cursor += BEAT_TICKS;
            return;
        }
        if (anchorDue) {
            anchor(nowTicks);
        } else if (adapt(nowTicks, sink)) {
            return;
        }
        play(sink);
    }

    /// Chooses the delay anew, where nothing is heard that it could disturb.
    private void anchor(long nowTicks) {
        anchorDue = false;
        steering.reset();
        long head = store.first().from();
        long waited = nowTicks - estimate.transit() - head;
        long beats =
                waited > longest
                        ? Math.floorDiv(longest - waited, (long) BEAT_TICKS)
                        : Math.max(0, Math.ceilDiv(estimate.target() - waited, (long) BEAT_TICKS));
        cursor = Math.max(head - beats * BEAT_TICKS, floor);
        dropPassed();
    }

    /// @return whether these 20 ms are over
    private boolean adapt(long nowTicks, Sink sink) {
        long step = steering.step(nowTicks - estimate.transit() - cursor, estimate.target());
        if (step > 0) {
            stretchedTicks += BEAT_TICKS;
            missingTicks += BEAT_TICKS;
            sink.missing(BEAT_TICKS);
            return true;
        }
        if (step < 0) {
            skip(-step, sink);
        }
        return false;
    }

    private void skip(long beats, Sink sink) {
        cursor += beats * BEAT_TICKS;
        if (store.first().from() < cursor) {
            dropPassed();
            sink.skipped();
        }
    }

    /// Drops what the cursor has passed. That is left out on purpose, not lost.
    private void dropPassed() {
        while (!store.isEmpty() && store.first().end() <= cursor) {
            passFirst();
        }
    }

    private void passFirst() {
        var passed = store.first();
        losses.passed(passed.number(), passed.from(), passed.length());
        skippedTicks += passed.end() - Math.max(passed.from(), floor);
        lastPlayed = passed.number();
        floor = passed.end();
        store.removeFirst();
    }

    private boolean isQuietHere() {
        var head = store.first();
        long from = Math.max(cursor, head.from());
        return head.from() >= cursor + BEAT_TICKS
                || quiet.isQuiet(
                        head.payload(), (int) (from - head.from()), (int) (head.end() - from));
    }

    private void play(Sink sink) {
        int due = BEAT_TICKS;
        while (due > 0) {
            long until = store.isEmpty() ? cursor + due : store.first().from();
            if (until > cursor) {
                int missing = (int) Math.min(due, until - cursor);
                sink.missing(missing);
                missingTicks += missing;
                cursor += missing;
                due -= missing;
            } else {
                due -= playHead(due, sink);
            }
        }
        int lost = losses.frames();
        if (lost > 0) {
            sink.lost(lost);
        }
    }

    private int playHead(int due, Sink sink) {
        var head = store.first();
        boolean follows = losses.passed(head.number(), head.from(), head.length());
        if (follows && missingTicks >= PAUSE_TICKS) {
            sink.begins();
        }
        missingTicks = 0;
        int length = (int) Math.min(due, head.end() - cursor);
        sink.audio(head.payload(), (int) (cursor - head.from()), length);
        cursor += length;
        floor = cursor;
        lastPlayed = head.number();
        if (cursor == head.end()) {
            store.removeFirst();
        }
        return length;
    }

    /// How long the quickest packets wait here.
    public Duration delay(long nowNanos) {
        return estimate.knowsTransit()
                ? duration(nowNanos / NANOS_PER_TICK - estimate.transit() - cursor)
                : Duration.ZERO;
    }

    /// How long they should, by the jitter that was measured.
    public Duration target() {
        return duration(estimate.target());
    }

    /// Packets that wait.
    public int waiting() {
        return store.waiting();
    }

    /// Audio that was left out to keep the delay short.
    public Duration skipped() {
        return duration(skippedTicks);
    }

    /// Delay that was added so that audio could be heard.
    public Duration stretched() {
        return duration(stretchedTicks);
    }

    private static int ticks(Duration length) {
        return Math.toIntExact(length.toMillis() * TICKS_PER_MS);
    }

    private static Duration duration(long ticks) {
        return Duration.ofNanos(ticks * NANOS_PER_TICK);
    }
}
