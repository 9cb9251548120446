package io.centralita.fake.model.wire;

import io.centralita.media.AudioFormat;

/// What the model sounds like. Called on the event loops of all connections; must not block.
@FunctionalInterface
public interface Voice {
    /// Bursts of a tone, see [ToneAudio].
    Voice TONES = ToneAudio::base64;

    /// A stretch of an utterance as Base64 text, just before it is sent.
    ///
    /// @param utterance number of the spoken item in its session
    /// @param fromMs in that item
    String base64(AudioFormat format, int utterance, int fromMs, int lengthMs);
}
