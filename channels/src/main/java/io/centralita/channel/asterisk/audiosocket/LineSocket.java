package io.centralita.channel.asterisk.audiosocket;

import io.vertx.core.buffer.Buffer;

/// The sending half of a connection. Confined to its event loop; after its end it swallows.
interface LineSocket {
    /// In one write, sent at once.
    void write(Buffer message);

    /// Whether what was written waits for the network. What is written nevertheless waits too.
    boolean isFull();

    /// Sends the last message, and closes once the other side has, or does not in time.
    void end(Buffer message);

    void close();
}
