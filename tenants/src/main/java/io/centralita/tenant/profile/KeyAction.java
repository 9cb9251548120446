package io.centralita.tenant.profile;

/// What a single key of the telephone does.
public sealed interface KeyAction {
    /// Puts the caller through.
    ///
    /// @param name of one of the people that callers may be put through to
    record Transfer(String name) implements KeyAction {}

    /// Says something to the assistant, as if the caller had.
    record Say(String text) implements KeyAction {}
}
