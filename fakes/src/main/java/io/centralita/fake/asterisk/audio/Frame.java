package io.centralita.fake.asterisk.audio;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A stretch of audio on its way through Asterisk, in the size it came in.
///
/// @param timing of the packet that it came in; null where it was made or converted here, so that
///   whoever sends it on stamps it anew
public record Frame(Format format, byte[] payload, @Nullable Timing timing) {
    /// What an RTP packet said about itself.
    ///
    /// @param sequenceStep 1, or more where packets before it did not come or were no audio
    /// @param newSource the sender has another SSRC than before
    public record Timing(long timestamp, int sequenceStep, boolean newSource) {}

    /// As long, at the same place, but nothing is heard.
    public Frame silent() {
        var nothing = new byte[payload.length];
        Arrays.fill(nothing, format.silence());
        return new Frame(format, nothing, timing);
    }

    public static Frame of(Format format, byte[] payload) {
        return new Frame(format, payload, null);
    }
}
