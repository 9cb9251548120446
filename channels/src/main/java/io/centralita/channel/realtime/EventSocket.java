package io.centralita.channel.realtime;

/// The sending half of a session's WebSocket. Confined to its event loop; after its end it
/// swallows.
interface EventSocket {
    void text(String message);

    /// Whether more is queued than the network took. What is sent nevertheless is queued too.
    boolean isFull();

    /// Ends the connection in order, after what is queued.
    void close(int code, String reason);
}
