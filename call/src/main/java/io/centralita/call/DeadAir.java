package io.centralita.call;

import java.time.Duration;

/// Measures how long the caller waited for us and heard nothing. Confined to the call's thread.
final class DeadAir {
    private long silentSince = SilenceGuard.NEVER;
    private long longest;

    /// The caller waits for us and hears nothing.
    void silent(long since) {
        if (silentSince == SilenceGuard.NEVER) {
            silentSince = since;
        }
    }

    /// They hear something, speak, or have been answered.
    ///
    /// @param at when that began
    void over(long at) {
        if (silentSince != SilenceGuard.NEVER) {
            longest = Math.max(longest, at - silentSince);
            silentSince = SilenceGuard.NEVER;
        }
    }

    Duration longest() {
        return Duration.ofNanos(longest);
    }
}
