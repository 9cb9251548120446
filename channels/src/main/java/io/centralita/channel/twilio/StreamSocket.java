package io.centralita.channel.twilio;

/// The sending half of a media WebSocket. Confined to its event loop; after its end it swallows.
interface StreamSocket {
    /// Writes a message; [#flush] sends what was written.
    void write(byte[] utf8, int length);

    void flush();

    /// Whether more is queued than the network took. What is sent nevertheless is queued too.
    boolean isFull();

    /// Ends the connection in order, after what is queued.
    void close(int code, String reason);
}
