package io.centralita.channel;

import java.time.Duration;

/// What the caller has heard of what was sent, by the clock: a frame is heard once it has played,
/// and it plays when the phone's jitter buffer gives it out.
public final class HeardClock {
    public static final long NOTHING = Long.MIN_VALUE;

    private final long laterNanos;
    private final long[] sequences;
    private final long[] heardNanos;
    private int first;
    private int count;

    /// @param playout how long frames wait at the phone
    public HeardClock(Duration playout) {
        laterNanos = playout.toNanos() + PacingClock.PERIOD_NANOS;
        int capacity = (int) Math.ceilDiv(laterNanos, PacingClock.PERIOD_NANOS) + 2;
        sequences = new long[capacity];
        heardNanos = new long[capacity];
    }

    /// A frame leaves.
    public void sent(long sequence, long nowNanos) {
        if (count == sequences.length) {
            first = (first + 1) % sequences.length;
            count--;
        }
        int place = (first + count) % sequences.length;
        sequences[place] = sequence;
        heardNanos[place] = nowNanos + laterNanos;
        count++;
    }

    /// The last frame heard since this was asked last, or [#NOTHING].
    public long heard(long nowNanos) {
        long heard = NOTHING;
        while (count > 0 && heardNanos[first] <= nowNanos) {
            heard = sequences[first];
            first = (first + 1) % sequences.length;
            count--;
        }
        return heard;
    }

    /// Frames sent that are yet to be heard, as far as reported.
    public int pending() {
        return count;
    }

    /// What was sent is not to be reported any more.
    public void clear() {
        count = 0;
    }
}
