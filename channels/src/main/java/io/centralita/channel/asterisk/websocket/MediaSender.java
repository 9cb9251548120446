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
    private long lastSequence;
    private long markedPosition;
    private boolean off;
    private long askedNanos = NEVER;

    /// Since when Asterisk owes us progress.
    private long owedSinceNanos = NEVER;

    private boolean roundTripKnown;

    /// What Asterisk had played when it was last asked.
    private long lastStatus;

    /// @param position of the end of the last frame before it
    /// @param sequence of that frame; of no frame where the position is 0
    /// @param dueNanos when it should be back
    private record Mark(long number, long position, long sequence, long dueNanos) {}

    /// GET_STATUS, when so much had been sent.
    private record Question(int generation, long position, long askedNanos) {}

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
        markedPosition = 0;
        lastStatus = 0;
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
            socket.binary(whole(frame));
            lastSequence = frame.sequence();
            window.sent(nowNanos);
            markIfNew(MARK_EVERY_NANOS, nowNanos);
        }
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
        marks.add(new Mark(number, position, lastSequence, due));
        owed(nowNanos);
        socket.text(Commands.mark(wireGeneration + "." + number));
    }

    private void owed(long nowNanos) {
        if (owedSinceNanos == NEVER) {
            owedSinceNanos = nowNanos;
        }
    }

    private void progressed(long nowNanos) {
        owedSinceNanos = marks.isEmpty() && questions.isEmpty() ? NEVER : nowNanos;
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
        while (last.number() < number && !marks.isEmpty()) {
            last = marks.remove();
        }
        window.heard(last.position(), nowNanos);
        progressed(nowNanos);
        return last.position() > 0 ? OptionalLong.of(last.sequence()) : OptionalLong.empty();
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
        long roundTrip = nowNanos - question.askedNanos();
        if (!roundTripKnown || roundTrip < window.roundTrip()) {
            roundTripKnown = true;
            window.roundTrip(roundTrip);
        }
        if (status.queueLength() < status.xonLevel()) {
            off = false; // A flush may have emptied it without a word.
        }
        if (question.generation() != generation.get()) {
            progressed(nowNanos);
            return OptionalLong.empty();
        }
        return taken(question.position(), status.queueLength(), nowNanos);
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
            lost = first.position() == 0 ? lost : OptionalLong.of(first.sequence());
        }
        if (queued == 0 || heard > lastStatus) {
            progressed(nowNanos);
        }
        lastStatus = heard;
        return lost;
    }

    /// Asks for the queue's length, unless that was done a moment ago.
    void ask(long nowNanos) {
        boolean askedJustNow =
                askedNanos != NEVER && nowNanos - askedNanos < BETWEEN_QUESTIONS_NANOS;
        if (askedJustNow || questions.size() == MOST_QUESTIONS) {
            return;
        }
        askedNanos = nowNanos;
        questions.add(new Question(wireGeneration, window.position(), nowNanos));
        owed(nowNanos);
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
        return owedSinceNanos == NEVER ? 0 : nowNanos - owedSinceNanos;
    }

    /// Audio sent and not heard, 0 or more.
    long ahead(long nowNanos) {
        return window.ahead(nowNanos);
    }
}
