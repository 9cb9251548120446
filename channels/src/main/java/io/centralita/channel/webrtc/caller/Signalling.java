package io.centralita.channel.webrtc.caller;

import java.io.IOException;

/// How descriptions get to the switchboard and back. For one call; may block.
public interface Signalling {
    /// @return the answer
    /// @throws IOException there is none
    String call(String offer) throws IOException, InterruptedException;

    /// An offer of the same call, for a new way (ICE restart).
    ///
    /// @return the answer
    default String restart(String offer) throws IOException, InterruptedException {
        throw new IOException("no restart");
    }

    /// The caller hangs up.
    default void hangUp() throws IOException, InterruptedException {}
}
