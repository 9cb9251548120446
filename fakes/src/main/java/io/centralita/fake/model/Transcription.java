package io.centralita.fake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the caller's audio is written down beside the model.
///
/// @param languages and `keywords` of `gpt-transcribe` and `gpt-live-transcribe` only
/// @param prompt not for `gpt-realtime-whisper`, nor for the diarizing model
/// @param delay of `gpt-realtime-whisper` only
public record Transcription(
        String model,
        @Nullable String language,
        @Nullable List<String> languages,
        @Nullable List<String> keywords,
        @Nullable String prompt,
        @Nullable String delay) {
    /// `null` on the wire.
    public static final Transcription OFF = by("");

    public static Transcription by(String model) {
        return new Transcription(model, null, null, null, null, null);
    }

    public boolean isOff() {
        return model.isEmpty();
    }
}
