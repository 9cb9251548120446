package io.centralita.call.leg;

import io.centralita.call.transfer.Target;
import io.centralita.media.AudioFormat;
import java.util.Set;

/// What is known of a leg while its caller still hears ringing. As on the [Leg] that comes.
///
/// @param format of its audio
/// @param reaches what its caller can be put through to
/// @param recorded whether its caller is to be told that the call is recorded
/// @param sendsDigits whether keys can be pressed for us
public record LegPromise(
        AudioFormat format, Set<Target.Kind> reaches, boolean recorded, boolean sendsDigits) {
    public LegPromise {
        reaches = Set.copyOf(reaches);
    }

    /// One that can do nothing beyond speaking.
    public static LegPromise of(AudioFormat format) {
        return new LegPromise(format, Set.of(), false, false);
    }
}
