package io.centralita.tenant.memory;

/// Whether a caller who was forgotten is remembered from now on.
public enum AfterForgetting {
    /// As it was: who had asked for nothing to be kept is still not remembered.
    AS_BEFORE,
    KEEP_NOTHING,
    /// The caller has changed their mind.
    REMEMBER_AGAIN
}
