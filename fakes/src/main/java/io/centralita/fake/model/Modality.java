package io.centralita.fake.model;

/// What a response comes out as; never both at once.
public enum Modality {
    /// Audio with its transcript.
    AUDIO,
    TEXT
}
