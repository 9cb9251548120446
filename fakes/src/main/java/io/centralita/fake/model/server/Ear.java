package io.centralita.fake.model.server;

/// Hears what callers send, as it comes. Called on the connections' event loop; must not block.
@FunctionalInterface
public interface Ear {
    Ear DEAF = (_, _) -> {};

    /// @param audio of one append, in the session's format; good until the call returns
    void heard(ModelConnection from, byte[] audio);
}
