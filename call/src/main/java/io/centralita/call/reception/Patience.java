package io.centralita.call.reception;

import java.time.Duration;

/// How long a call goes on with a caller who says nothing, and at all (A7).
///
/// @param idleAfter silence on the caller's turn after which they are asked whether they are still
///   there; zero for never
/// @param idlePrompts how often they are asked before the call ends, 0 or more
/// @param longestCall how long a call may last; zero for no limit
/// @param longestHold how long a caller may keep us on hold at a time; zero for no limit but that
///   of the call
public record Patience(
        Duration idleAfter, int idlePrompts, Duration longestCall, Duration longestHold) {
    public static final Patience STANDARD =
            new Patience(Duration.ofSeconds(10), 2, Duration.ofMinutes(60));

    public Patience {
        if (idleAfter.isNegative()
                || longestCall.isNegative()
                || longestHold.isNegative()
                || idlePrompts < 0) {
            throw new IllegalArgumentException(
                    "patience must not be negative: %s, %d, %s, %s"
                            .formatted(idleAfter, idlePrompts, longestCall, longestHold));
        }
    }

    /// With the hold of a fresh install.
    public Patience(Duration idleAfter, int idlePrompts, Duration longestCall) {
        this(idleAfter, idlePrompts, longestCall, Duration.ofMinutes(5));
    }

    /// With peers who speak first, and know themselves how long they keep quiet.
    public Patience ofPeer() {
        return new Patience(Duration.ZERO, 0, longestCall, longestHold);
    }
}
