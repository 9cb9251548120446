package io.centralita.channel.webrtc.peer;

import java.util.concurrent.Executor;

/// Ends of WebRTC connections. Thread-safe.
public interface Peers extends AutoCloseable {
    /// Whether there can be connections at all, as far as it is known now. Never blocks.
    Availability availability();

    /// Loads whatever is needed and tries it out, once; who comes later waits for the first. For a
    /// virtual thread: takes about three seconds. [#answer] does it where nobody did.
    Availability prepare() throws InterruptedException;

    /// Answers an offer. Blocks until our candidates are gathered ([PeerSettings#gathering]): for a
    /// virtual thread. Where the thread is interrupted, or it fails, nothing is left.
    ///
    /// @param offer SDP of the other side, as it came
    /// @param executor runs everything that is told to the listener, one after the other and in
    ///   order, an event loop's `runOnContext` for example; its `execute` must not block
    /// @param listener of the connection
    Peer answer(String offer, Executor executor, PeerListener listener)
            throws PeerFailure, InterruptedException;

    /// Makes an offer: audio both ways and a data channel of [PeerSettings#dataChannel]. For tests,
    /// trials and measurements; otherwise as [#answer].
    PeerOffer offer(Executor executor, PeerListener listener)
            throws PeerFailure, InterruptedException;

    /// How many there are, and were.
    PeerCounts counts();

    /// Closes all connections and frees everything. Any number of times.
    @Override
    void close();
}
