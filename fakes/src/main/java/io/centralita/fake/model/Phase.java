package io.centralita.fake.model;

/// What a reasoning model says an assistant message is for.
public enum Phase {
    /// Said on the way, such as before a function call.
    COMMENTARY,
    FINAL_ANSWER
}
