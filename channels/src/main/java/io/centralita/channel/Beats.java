package io.centralita.channel;

/// Which beat of 20 ms it is, counted by time and not by ticks: a clock that is late leaves some
/// out.
public final class Beats {
    private boolean begun;
    private long firstNanos;

    /// The number of the beat nearest to now; the first is 0.
    public long at(long nowNanos) {
        if (!begun) {
            begun = true;
            firstNanos = nowNanos;
        }
        return Math.floorDiv(
                nowNanos - firstNanos + PacingClock.PERIOD_NANOS / 2, PacingClock.PERIOD_NANOS);
    }

    /// When a beat was due.
    public long nanos(long beat) {
        return firstNanos + beat * PacingClock.PERIOD_NANOS;
    }
}
