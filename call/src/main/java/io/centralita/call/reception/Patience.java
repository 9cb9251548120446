package io.centralita.call.reception;

import java.time.Duration;

/// How long a call goes on with a caller who says nothing, and at all (A7).
///
/// @param idleAfter silence on the caller's turn after which they are asked whether they are still
///   there; zero for never
/// @param idlePrompts how often they are asked before the call ends, 0 or more
/// @param longestCall how long a call may last; zero for no limit
public record Patience(Duration idleAfter, int idlePrompts, Duration longestCall) {
    public static final Patience STANDARD =
            new Patience(Duration.ofSeconds(10), 2, Duration.ofMinutes(60));

    public Patience {
        if (idleAfter.isNegative() || longestCall.isNegative() || idlePrompts < 0) {
            throw new IllegalArgumentException(
                    "patience must not be negative: %s, %d, %s"
                            .formatted(idleAfter, idlePrompts, longestCall));
        }
    }

    /// With peers who speak first, and know themselves how long they keep quiet.
    public Patience ofPeer() {
        return new Patience(Duration.ZERO, 0, longestCall);
    }
}
