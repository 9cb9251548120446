package io.centralita.channel.asterisk.media;

/// Where callers go who come without an ARI application.
public interface DirectCalls {
    /// Nobody is let in.
    DirectCalls NONE = call -> call.line().close("no-direct-calls");

    /// Called on the line's event loop; must not block. Takes the line: opens it or closes it.
    void arrived(DirectCall call);
}
