package io.centralita.channel.webrtc.peer;

/// A connection that was offered and not answered yet. Thread-safe.
public interface PeerOffer extends AutoCloseable {
    /// SDP, candidates included.
    String description();

    /// Takes the other side's answer. Called once; it may be closed by the other side already.
    Peer accept(String answer) throws PeerFailure, InterruptedException;

    /// Gives it up, where it was not accepted. Any number of times.
    @Override
    void close();
}
