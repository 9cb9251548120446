package io.centralita.call;

import java.time.Duration;

/// Measures how long the caller waited for us and heard nothing. Confined to the call's thread.
final class DeadAir {
    private static final long NOT_WAITING = Long.MIN_VALUE;

    private long silentSince = NOT_WAITING;
    private long longest;

    /// @param silent the caller waits for us and hears nothing
    void observe(boolean silent, long now) {
        if (silent && silentSince == NOT_WAITING) {
            silentSince = now;
        } else if (!silent && silentSince != NOT_WAITING) {
            longest = Math.max(longest, now - silentSince);
            silentSince = NOT_WAITING;
        }
    }

    Duration longest() {
        return Duration.ofNanos(longest);
    }
}
