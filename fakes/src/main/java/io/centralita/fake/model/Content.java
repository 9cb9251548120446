package io.centralita.fake.model;

import org.jspecify.annotations.Nullable;

/// One part of a message.
public sealed interface Content {
    record InputText(String text) implements Content {}

    /// @param transcript null until it is known
    /// @param audio as it was appended; null where the conversation does not keep it
    record InputAudio(@Nullable String transcript, int audioMs, byte @Nullable [] audio)
            implements Content {}

    /// @param url a data URI
    record InputImage(String url) implements Content {}

    record OutputText(String text) implements Content {}

    /// @param transcript null once the audio has been truncated
    record OutputAudio(@Nullable String transcript, int audioMs) implements Content {}
}
