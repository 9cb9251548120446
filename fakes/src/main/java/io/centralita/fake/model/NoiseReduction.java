package io.centralita.fake.model;

/// What is done to the caller's audio before anything listens to it.
public enum NoiseReduction {
    /// `null` on the wire.
    OFF,
    NEAR_FIELD,
    FAR_FIELD
}
