package io.centralita.call.reception;

import java.time.Duration;

/// How long a caller hears ringing, and whether the engine's session and its greeting are prepared
/// meanwhile.
///
/// @param mode when the call is answered
/// @param time the ringing time of [Mode#FIXED] and [Mode#DELAY], the least one of
///   [Mode#WHEN_READY]; counted from the moment the channel told us of the call; 0 to 10 s
/// @param prepare whether to prepare: the tenant's policy may say that this caller is not worth it
public record Ringing(Mode mode, Duration time, boolean prepare) {
    /// No channel lets a caller ring for longer because of us.
    public static final Duration LONGEST = Duration.ofSeconds(10);

    /// Answered at once, nothing prepared.
    public static final Ringing OFF = new Ringing(Mode.OFF, Duration.ZERO, false);

    public enum Mode {
        /// After [Ringing#time], whether what is prepared is ready or not.
        FIXED,
        /// As soon as what is prepared is ready, but not before [Ringing#time].
        WHEN_READY,
        /// After [Ringing#time], nothing prepared.
        DELAY,
        /// At once, nothing prepared.
        OFF
    }

    public Ringing {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("ringing must last 0 to 10 s, not " + time);
        }
    }

    /// Whether anything is prepared.
    public boolean prepares() {
        return prepare && (mode == Mode.FIXED || mode == Mode.WHEN_READY);
    }
}
