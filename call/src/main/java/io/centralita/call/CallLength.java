package io.centralita.call;

import java.time.Duration;

/// How long a call may last, with a word of warning before it is over. Confined to the call's
/// thread.
final class CallLength {
    /// How long before the end the caller is told, unless the call is shorter than twice this.
    static final Duration WARNING = Duration.ofMinutes(1);

    private final Duration most;
    private long warnAt;
    private long warnAtLatest;
    private long endAt;
    private boolean soon;
    private boolean warned;
    private boolean over;

    /// @param most how long it may last, zero for no limit
    /// @param start of the call
    CallLength(Duration most, long start) {
        this.most = most;
        begin(start);
    }

    /// Counts from here.
    void begin(long start) {
        boolean endless = most.isZero();
        endAt = endless ? SilenceGuard.NEVER : start + most.toNanos();
        warned = most.compareTo(WARNING.multipliedBy(2)) < 0;
        warnAt = endAt - WARNING.toNanos();
        warnAtLatest = endAt - WARNING.toNanos() / 2;
    }

    /// Whether the caller is to be told now; once.
    ///
    /// @param quiet nobody speaks and nobody waits
    boolean warns(boolean quiet, long now) {
        soon = now >= warnAt;
        boolean due = !warned && soon && (quiet || now >= warnAtLatest);
        warned |= due;
        return due;
    }

    /// Whether it is over; once.
    boolean isOver(long now) {
        boolean due = !over && now >= endAt;
        over |= due;
        return due;
    }

    /// When it is over, [SilenceGuard#NEVER] where there is nothing to see.
    long end() {
        return over ? SilenceGuard.NEVER : endAt;
    }

    /// When to look again, [SilenceGuard#NEVER] where there is nothing to see.
    long nextDeadline() {
        if (over) {
            return SilenceGuard.NEVER;
        }
        if (warned) {
            return endAt;
        }
        return soon ? warnAtLatest : warnAt;
    }
}
