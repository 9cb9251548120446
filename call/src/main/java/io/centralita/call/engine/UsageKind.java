package io.centralita.call.engine;

/// What models count. Cached kinds are a part of the input kind of the same medium.
public enum UsageKind {
    INPUT_TEXT("inputTextTokens"),
    INPUT_AUDIO("inputAudioTokens"),
    INPUT_IMAGE("inputImageTokens"),
    CACHED_TEXT("cachedInputTextTokens"),
    CACHED_AUDIO("cachedInputAudioTokens"),
    CACHED_IMAGE("cachedInputImageTokens"),
    OUTPUT_TEXT("outputTextTokens"),
    OUTPUT_AUDIO("outputAudioTokens"),
    /// Audio written down by a model that is paid by time, in milliseconds.
    TRANSCRIBED_MS("transcribedMs"),
    /// Text that a voice was asked to speak, in characters. The same speech is counted as
    /// [#SPOKEN_MS] too; a voice is paid by the one or by the other.
    SPOKEN_CHARACTERS("spokenCharacters"),
    /// What a voice has made of it, as far as it came, in milliseconds.
    SPOKEN_MS("spokenMs");

    private final String reportKey;

    UsageKind(String reportKey) {
        this.reportKey = reportKey;
    }

    /// The key in call reports.
    public String reportKey() {
        return reportKey;
    }

    public boolean isInput() {
        return this == INPUT_TEXT || this == INPUT_AUDIO || this == INPUT_IMAGE;
    }

    public boolean isCached() {
        return this == CACHED_TEXT || this == CACHED_AUDIO || this == CACHED_IMAGE;
    }

    public boolean isOutput() {
        return this == OUTPUT_TEXT || this == OUTPUT_AUDIO;
    }
}
