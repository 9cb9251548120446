package io.centralita.call;

import io.centralita.call.record.Moment;
import java.time.Duration;

/// Measures how long the caller waited for us and heard nothing. Confined to the call's thread.
final class DeadAir {
    /// What is shorter is a breath: no moment of the call.
    private static final long SHORTEST = Duration.ofMillis(300).toNanos();

    private final Moments moments;
    private long silentSince = SilenceGuard.NEVER;
    private long longest;

    DeadAir(Moments moments) {
        this.moments = moments;
    }

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
            if (at - silentSince >= SHORTEST) {
                moments.add(Moment.Kind.DEAD_AIR, null, silentSince, at);
            }
            silentSince = SilenceGuard.NEVER;
        }
    }

    /// Since when; [SilenceGuard#NEVER] where they hear something, or wait for nothing.
    long since() {
        return silentSince;
    }

    Duration longest() {
        return Duration.ofNanos(longest);
    }
}
