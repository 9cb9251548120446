package io.centralita.call.leg;

import io.centralita.media.AudioFormat;

/// What is known of a leg while its caller still hears ringing. As on the [Leg] that comes.
///
/// @param format of its audio
/// @param transfers whether its caller can be put through to somebody else
/// @param recorded whether its caller is to be told that the call is recorded
public record LegPromise(AudioFormat format, boolean transfers, boolean recorded) {
    /// One that can do nothing beyond speaking.
    public static LegPromise of(AudioFormat format) {
        return new LegPromise(format, false, false);
    }
}
