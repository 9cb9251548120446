package io.centralita.call.leg;

import io.centralita.call.engine.Engine;
import io.centralita.call.transfer.Target;
import io.centralita.media.AudioFormat;
import java.util.Optional;
import java.util.Set;

/// What is known of a leg while its caller still hears ringing. As on the [Leg] that comes.
///
/// @param format of its audio
/// @param reaches what its caller can be put through to
/// @param recorded whether its caller is to be told that the call is recorded
/// @param sendsDigits whether keys can be pressed for us
/// @param hasKeypad whether its caller has keys to press
/// @param engine that its caller is served by in place of the house's
public record LegPromise(
        AudioFormat format,
        Set<Target.Kind> reaches,
        boolean recorded,
        boolean sendsDigits,
        boolean hasKeypad,
        Optional<Engine> engine) {
    public LegPromise {
        reaches = Set.copyOf(reaches);
    }

    /// Of a telephone.
    public LegPromise(
            AudioFormat format, Set<Target.Kind> reaches, boolean recorded, boolean sendsDigits) {
        this(format, reaches, recorded, sendsDigits, true, Optional.empty());
    }

    /// One that can do nothing beyond speaking and pressing keys.
    public static LegPromise of(AudioFormat format) {
        return new LegPromise(format, Set.of(), false, false);
    }

    /// The same without keys.
    public LegPromise withoutKeypad() {
        return new LegPromise(format, reaches, recorded, sendsDigits, false, engine);
    }

    /// The same, served by this engine; empty for the house's.
    public LegPromise servedBy(Optional<Engine> other) {
        return new LegPromise(format, reaches, recorded, sendsDigits, hasKeypad, other);
    }
}
