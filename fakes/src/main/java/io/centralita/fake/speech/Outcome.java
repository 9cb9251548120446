package io.centralita.fake.speech;

/// What a request deserves.
sealed interface Outcome {
    record Refused(Refusal refusal) implements Outcome {}

    record Text(String contentType, byte[] body) implements Outcome {}

    /// @param samples at the rate of the settings
    record Sound(SoundFile.Format format, short[] samples) implements Outcome {}
}
