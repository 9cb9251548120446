package io.centralita.channel.asterisk.websocket;

import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.ChannelMetrics;
import io.centralita.media.AudioFormat;
import io.centralita.media.Silence;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/// What goes into Asterisk's queue, and what is known of its way out of it.
///
/// Frames leave as far as the [MediaWindow] has room, with a mark for every 100 ms and one after
/// the last frame before a pause. [#clear] opens a new generation: FLUSH_MEDIA drops the queue and
/// the marks in it, and the mark sent right after it comes back when that was done. A mark of an
/// older generation says nothing.
///
/// In a pause a frame of silence leaves now and then ([#keepAlive]): while we send nothing the
/// phone gets nothing, and carriers drop calls of which they hear nothing for long.
///
/// Where marks stay away, or Asterisk wants no more, it is asked for its queue's length
/// (GET_STATUS, which is answered at once); what it says counts as much as a mark. Confined to the
/// connection's event loop, but for [#clear].
final class MediaSender {
    private static final long MARK_EVERY_NANOS = 100_000_000;

    /// A mark later than this is asked after.
    private static final long OVERDUE_NANOS = 200_000_000;

    private static final long BETWEEN_QUESTIONS_NANOS = 500_000_000;
    private static final int MOST_QUESTIONS = 32;
    private static final long NEVER = Long.MIN_VALUE;

    /// The sequence number of silence, which nobody needs to hear of.
    private static final long NOTHING = Long.MIN_VALUE;

    /// Of a pause, between frames of silence: carriers have more patience than that, and nothing of
    /// it stands in Asterisk's queue when an answer begins.
    private static final long KEEP_ALIVE_NANOS = 5_000_000_000L;

    private final AudioFormat format;
    private final MediaSocket socket;
    private final ChannelMetrics metrics;
    private final MediaWindow window;
    private final AtomicInteger generation = new AtomicInteger();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private final ArrayDeque<Question> questions = new ArrayDeque<>();

    /// The generation that Asterisk's queue belongs to.
    private int wireGeneration;

    private long nextMark;

    /// Of the last frame since the last mark.
    private long lastSequence = NOTHING;

    private long sentNanos;
    private long markedPosition;
    private boolean off;
    private long askedNanos = NEVER;

    /// Since when Asterisk owes us progress.
    private long owedSinceNanos = NEVER;

    private boolean roundTripKnown;

    /// What Asterisk had played, and had still to play, when it was last asked.
    private long lastHeard;

    private int lastQueued;

    /// @param position of the end of the last frame before it
    /// @param sequence of the last frame that is new with it; [#NOTHING] where there is none
    /// @param dueNanos when it should be back
    private record Mark(long number, long position, long sequence, long dueNanos) {
        OptionalLong heard() {
            return sequence == NOTHING ? OptionalLong.empty() : OptionalLong.of(sequence);
        }
    }

    /// GET_STATUS, when so much had been sent.
    ///
    /// @param calm whether it was asked for no trouble's sake, so that the time its answer takes is
    ///   the network's
    private record Question(int generation, long position, long askedNanos, boolean calm) {}

    MediaSender(AudioFormat format, MediaSocket socket, long aheadNanos, ChannelMetrics metrics) {
        this.format = format;
        this.socket = socket;
        this.metrics = metrics;
        window = new MediaWindow(aheadNanos);
    }

    /// Safe from any thread; [#dropIfCleared] tells Asterisk.
    void clear() {
        generation.incrementAndGet();
    }

    /// Whether it was called since, so that what was taken meanwhile is to be forgotten.
    boolean dropIfCleared(long nowNanos) {
        int wanted = generation.get();
        if (wireGeneration == wanted) {
            return false;
        }
        wireGeneration = wanted;
        boolean played = window.position() > 0;
        window.reset();
        marks.clear();
        lastSequence = NOTHING;
        markedPosition = 0;
        lastHeard = 0;
        if (off) {
            askedNanos = NEVER; // That may be over now, without a word.
        }
        owedSinceNanos = NEVER;
        if (played) {
            socket.text(Commands.flush());
            mark(nowNanos);
        }
        return true;
    }

    void send(OutgoingAudio source, long nowNanos) {
        while (!off && !socket.isFull() && window.hasRoom(nowNanos)) {
            var frame = source.next();
            if (dropIfCleared(nowNanos)) {
                continue; // Taken while clear was called: before it, for all we know.
            }
            if (frame == null) {
                markIfNew(0, nowNanos);
                return;
            }
            if (window.roundTrip() > MediaWindow.FRAME_NANOS && window.ahead(nowNanos) == 0) {
                measure(nowNanos); // A way that is long enough to matter, for each answer.
            }
            sent(whole(frame), frame.sequence(), nowNanos);
            markIfNew(MARK_EVERY_NANOS, nowNanos);
        }
    }

    private void sent(byte[] audio, long sequence, long nowNanos) {
        socket.binary(audio);
        if (sequence != NOTHING) {
            lastSequence = sequence;
        }
        sentNanos = nowNanos;
        window.sent(nowNanos);
    }

    /// Says nothing, aloud, where nothing was said for a while and nothing waits.
    void keepAlive(long nowNanos) {
        boolean due = nowNanos - sentNanos >= KEEP_ALIVE_NANOS;
        if (due && !off && !socket.isFull() && window.ahead(nowNanos) == 0) {
            sent(Silence.frame(format), NOTHING, nowNanos);
            mark(nowNanos);
        }
    }

    /// From here on Asterisk passes on what it is sent.
    void begin(long nowNanos) {
        sentNanos = nowNanos;
    }

    /// Asterisk plays whole frames and drops what is left of a message.
    private byte[] whole(OutgoingFrame frame) {
        var audio = frame.audio();
        int size = format.frameBytes();
        if (audio.length == size) {
            return audio;
        }
        metrics.oddity(MediaWebSockets.CHANNEL, "frame-size");
        var filled = Arrays.copyOf(audio, size);
        if (audio.length < size) {
            Arrays.fill(filled, audio.length, size, Silence.of(format.codec()));
        }
        return filled;
    }

    private void markIfNew(long lengthNanos, long nowNanos) {
        long unmarked = window.position() - markedPosition;
        if (unmarked > 0 && unmarked >= lengthNanos) {
            mark(nowNanos);
        }
    }

    private void mark(long nowNanos) {
        long position = window.position();
        long number = nextMark++;
        markedPosition = position;
        long due = nowNanos + window.ahead(nowNanos) + window.roundTrip() + OVERDUE_NANOS;
        owed(nowNanos);
        marks.add(new Mark(number, position, lastSequence, due));
        lastSequence = NOTHING;
        socket.text(Commands.mark(wireGeneration + "." + number));
    }

    private void owed(long nowNanos) {
        if (owedSinceNanos == NEVER || !isOwed()) {
            owedSinceNanos = nowNanos;
        }
    }

    private void progressed(long nowNanos) {
        owedSinceNanos = isOwed() ? nowNanos : NEVER;
    }

    private boolean isOwed() {
        return !marks.isEmpty() || !questions.isEmpty();
    }

    /// @return up to which frame the caller has heard, where it says so
    OptionalLong markProcessed(String id, long nowNanos) {
        int dot = id.indexOf('.');
        try {
            int ofGeneration = Integer.parseInt(id, 0, Math.max(0, dot), 10);
            long number = Long.parseLong(id, dot + 1, id.length(), 10);
            if (ofGeneration < 0 || ofGeneration > wireGeneration || number >= nextMark) {
                throw new NumberFormatException();
            }
            return ofGeneration == generation.get()
                    ? reached(number, nowNanos)
                    : OptionalLong.empty();
        } catch (IndexOutOfBoundsException | NumberFormatException _) {
            metrics.oddity(MediaWebSockets.CHANNEL, "foreign-mark");
            return OptionalLong.empty();
        }
    }

    private OptionalLong reached(long number, long nowNanos) {
        var first = marks.peek();
        if (first == null || first.number() > number) {
            metrics.oddity(MediaWebSockets.CHANNEL, "mark-twice");
            return OptionalLong.empty();
        }
        var last = marks.remove();
        var heard = last.heard();
        while (last.number() < number && !marks.isEmpty()) {
            last = marks.remove();
            heard = last.sequence() == NOTHING ? heard : last.heard();
        }
        window.heard(last.position(), nowNanos);
        progressed(nowNanos);
        return heard;
    }

    /// Asterisk's queue is nearly full, which ours never makes it.
    void off() {
        metrics.oddity(MediaWebSockets.CHANNEL, "xoff");
        off = true;
    }

    void on() {
        off = false;
    }

    /// @return up to which frame the caller has heard, where marks were lost on the way
    OptionalLong status(MediaEvent.Status status, long nowNanos) {
        var question = questions.poll();
        if (question == null) {
            metrics.oddity(MediaWebSockets.CHANNEL, "status-unasked");
            return OptionalLong.empty();
        }
        measured(nowNanos - question.askedNanos(), question.calm());
        if (status.queueLength() < status.xonLevel()) {
            off = false; // A flush may have emptied it without a word.
        }
        if (question.generation() != generation.get()) {
            progressed(nowNanos);
            return OptionalLong.empty();
        }
        return taken(question.position(), status.queueLength(), nowNanos);
    }

    /// What is short is believed at once; what is long may have been a busy moment or a stall.
    private void measured(long roundTripNanos, boolean calm) {
        long known = window.roundTrip();
        if (!roundTripKnown || roundTripNanos < known) {
            window.roundTrip(roundTripNanos);
            roundTripKnown = true;
        } else if (calm) {
            window.roundTrip((known + roundTripNanos) / 2);
        }
    }

    /// @param sent when Asterisk counted
    private OptionalLong taken(long sent, int queued, long nowNanos) {
        var oldest = marks.peek();
        boolean overdue = oldest != null && nowNanos - oldest.dueNanos() > 0;
        // The frame taken last may still be on its way to the ear, but not for long.
        long queuedNanos = queued * MediaWindow.FRAME_NANOS;
        long taken = queued == 0 && overdue ? sent : sent - queuedNanos - MediaWindow.FRAME_NANOS;
        long heard = Math.max(0, taken);
        window.heard(heard, nowNanos);
        var lost = OptionalLong.empty();
        for (var first = marks.peek();
                first != null && (first.position() == 0 ? overdue : first.position() <= heard);
                first = marks.peek()) {
            marks.remove();
            metrics.oddity(MediaWebSockets.CHANNEL, "mark-lost");
            lost = first.sequence() == NOTHING ? lost : first.heard();
        }
        if (queued == 0 || heard > lastHeard || queued < lastQueued) {
            progressed(nowNanos);
        }
        lastHeard = heard;
        lastQueued = queued;
        return lost;
    }

    /// Asks for the queue's length, unless that was done a moment ago.
    void ask(long nowNanos) {
        ask(nowNanos, false);
    }

    /// Asks to learn how long the way there and back is.
    void measure(long nowNanos) {
        ask(nowNanos, true);
    }

    private void ask(long nowNanos, boolean calm) {
        boolean askedJustNow =
                askedNanos != NEVER && nowNanos - askedNanos < BETWEEN_QUESTIONS_NANOS;
        if (askedJustNow || questions.size() == MOST_QUESTIONS) {
            return;
        }
        askedNanos = nowNanos;
        owed(nowNanos);
        questions.add(new Question(wireGeneration, window.position(), nowNanos, calm));
        socket.text(Commands.status());
    }

    /// Asks where something should have been heard of.
    void watch(long nowNanos) {
        var first = marks.peek();
        if (off || (first != null && nowNanos - first.dueNanos() > 0)) {
            ask(nowNanos);
        }
    }

    /// How long Asterisk has owed us a sign that it goes on.
    long owedNanos(long nowNanos) {
        return owedSinceNanos == NEVER || !isOwed() ? 0 : nowNanos - owedSinceNanos;
    }

    /// Audio sent and not heard, 0 or more.
    long ahead(long nowNanos) {
        return window.ahead(nowNanos);
    }
}
