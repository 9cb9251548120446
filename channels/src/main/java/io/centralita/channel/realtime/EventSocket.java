package io.centralita.channel.realtime;

/// The sending half of whatever carries a session's events: a WebSocket, a data channel. Confined
/// to the session's event loop; after its end it swallows.
public interface EventSocket {
    void text(String message);

    /// Whether more is queued than the network took. What is sent nevertheless is queued too.
    boolean isFull();

    /// Ends the connection in order, after what is queued.
    ///
    /// @param code of a WebSocket (RFC 6455 §7.4.1)
    /// @param reason a short machine-readable word or two
    void close(int code, String reason);
}
