package io.centralita.engine.openai;

/// The latest of the caller's audio, so that none of it is lost while a connection is being opened
/// or renewed. Frames are Base64 text, numbered from 0 in the order in which they came.
///
/// Positions are bytes of audio since the first frame. Bounded: what does not fit pushes out the
/// oldest. Confined to the session's loop.
final class Tape {
    private static final int SMALLEST = 64;

    private final long maxBytes;
    private byte[][] frames = new byte[SMALLEST][];

    /// Where each frame starts; one more than frames are kept, for the end.
    private long[] starts = new long[SMALLEST];

    private long first;
    private long next;
    private long endPosition;

    /// @param maxBytes of audio that are kept at most
    Tape(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// @param bytes of audio that the text stands for
    /// @return frames that were pushed out
    int add(byte[] base64, int bytes) {
        if (next - first == frames.length) {
            grow();
        }
        frames[slot(next)] = base64;
        starts[slot(next)] = endPosition;
        next++;
        endPosition += bytes;
        int pushedOut = 0;
        while (endPosition - starts[slot(first)] > maxBytes && next - first > 1) {
            frames[slot(first)] = null;
            first++;
            pushedOut++;
        }
        return pushedOut;
    }

    /// The oldest frame there is.
    long first() {
        return first;
    }

    /// The number the next frame will have.
    long next() {
        return next;
    }

    byte[] get(long number) {
        return frames[slot(number)];
    }

    long startOf(long number) {
        return number >= next ? endPosition : starts[slot(Math.max(number, first))];
    }

    long endPosition() {
        return endPosition;
    }

    /// The frame that holds this position; the oldest or the next one where it lies outside.
    long frameAt(long position) {
        long low = first;
        long high = next;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (startOf(middle + 1) <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void forgetBefore(long number) {
        while (first < number && first < next) {
            frames[slot(first)] = null;
            first++;
        }
    }

    private int slot(long number) {
        return (int) (number & (frames.length - 1));
    }

    private void grow() {
        var old = frames;
        var oldStarts = starts;
        frames = new byte[old.length * 2][];
        starts = new long[old.length * 2];
        for (long number = first; number < next; number++) {
            int from = (int) (number & (old.length - 1));
            frames[slot(number)] = old[from];
            starts[slot(number)] = oldStarts[from];
        }
    }
}
