package io.centralita.call;

import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Frames that wait for the leg, in order. Guarded by the [Playout]'s lock.
final class FrameQueue {
    /// A synthesiser that is ahead of the caller by so much waits.
    static final Duration WRITERS_WAIT_ABOVE = Duration.ofSeconds(5);

    /// A model that cannot be made to wait may be ahead by so much: 960 kB on a telephone leg.
    static final Duration CAPACITY = Duration.ofMinutes(2);

    private static final int WAITING_FRAMES = frames(WRITERS_WAIT_ABOVE);
    private static final int MOST_FRAMES = frames(CAPACITY);

    private final ArrayDeque<QueuedFrame> frames = new ArrayDeque<>();

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /// Nothing more goes in.
    boolean isFull() {
        return frames.size() >= MOST_FRAMES;
    }

    /// Whether writers have to wait.
    ///
    /// @param held nothing is taken, and they may be further ahead
    boolean isAhead(boolean held) {
        return frames.size() >= (held ? MOST_FRAMES : WAITING_FRAMES);
    }

    @Nullable QueuedFrame poll() {
        return frames.poll();
    }

    void add(QueuedFrame frame) {
        frames.add(frame);
    }

    void clear() {
        frames.clear();
    }

    /// Before all that waits.
    ///
    /// @return whether they are next to be heard, which they are
    boolean addFirst(List<QueuedFrame> earlier) {
        earlier.reversed().forEach(frames::addFirst);
        return true;
    }

    /// After all that sounds: not after silence that waits at the end.
    ///
    /// @return whether they are next to be heard
    boolean addBeforeSilence(List<QueuedFrame> later) {
        var silence = new ArrayDeque<QueuedFrame>();
        while (!frames.isEmpty() && !frames.getLast().audible()) {
            silence.addFirst(frames.removeLast());
        }
        boolean next = frames.isEmpty();
        frames.addAll(later);
        frames.addAll(silence);
        return next;
    }

    /// Whether there is sound among the first so many.
    boolean soundsWithin(long first) {
        return frames.stream().limit(first).anyMatch(QueuedFrame::audible);
    }

    private static int frames(Duration length) {
        return Math.toIntExact(length.dividedBy(AudioFormat.FRAME));
    }
}
