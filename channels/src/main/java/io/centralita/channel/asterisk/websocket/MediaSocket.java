package io.centralita.channel.asterisk.websocket;

/// The sending half of a media WebSocket. Confined to its event loop; after its end it swallows.
interface MediaSocket {
    /// One message in one frame: Asterisk loses most of what comes in pieces, and ends the call at
    /// pieces of more than 1 024 bytes. [#flush] sends what was written.
    void binary(byte[] audio);

    /// @param command at most 128 bytes: Asterisk ignores longer ones
    void text(byte[] command);

    void flush();

    /// Whether more is queued than the network took. What is sent nevertheless is queued too.
    boolean isFull();

    /// Ends the connection in order, after what is queued.
    ///
    /// @param code RFC 6455 §7.4.1
    void close(int code, String reason);
}
