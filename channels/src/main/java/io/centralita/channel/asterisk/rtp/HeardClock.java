package io.centralita.channel.asterisk.rtp;

import io.centralita.channel.PacingClock;
import java.time.Duration;

/// What the caller has heard of what was sent, by the clock: a frame is heard once it has played,
/// and it plays when the phone's jitter buffer gives it out.
final class HeardClock {
    static final long NOTHING = Long.MIN_VALUE;

    private final long laterNanos;
    private final long[] sequences;
    private final long[] heardNanos;
    private int first;
    private int count;

    /// @param playout how long frames wait at the phone
    HeardClock(Duration playout) {
        laterNanos = playout.toNanos() + PacingClock.PERIOD_NANOS;
        int capacity = (int) Math.ceilDiv(laterNanos, PacingClock.PERIOD_NANOS) + 2;
        sequences = new long[capacity];
        heardNanos = new long[capacity];
    }

    void sent(long sequence, long nowNanos) {
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
    long heard(long nowNanos) {
        long heard = NOTHING;
        while (count > 0 && heardNanos[first] <= nowNanos) {
            heard = sequences[first];
            first = (first + 1) % sequences.length;
            count--;
        }
        return heard;
    }

    /// What was sent is not to be reported any more.
    void clear() {
        count = 0;
    }
}
