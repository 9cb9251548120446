package io.centralita.call;

import java.time.Duration;

/// Whether the caller has put us on hold, since when, and how long in all. Confined to the call's
/// thread.
final class Hold {
    private final long longest;
    private long since = SilenceGuard.NEVER;
    private long before;

    /// @param longest how long one hold may last, zero for no limit
    Hold(Duration longest) {
        this.longest = longest.toNanos();
    }

    /// @return false where it is so already
    boolean set(boolean onHold, long now) {
        if (onHold == isOn()) {
            return false;
        }
        before = total(now);
        since = onHold ? now : SilenceGuard.NEVER;
        return true;
    }

    boolean isOn() {
        return since != SilenceGuard.NEVER;
    }

    /// The caller has been away for longer than is waited for.
    boolean isTooLong(long now) {
        return now >= nextDeadline();
    }

    /// When that is so.
    long nextDeadline() {
        return isOn() && longest > 0 ? since + longest : SilenceGuard.NEVER;
    }

    /// All holds together, in nanoseconds.
    long total(long now) {
        return before + (isOn() ? now - since : 0);
    }
}
