package io.centralita.channel.asterisk.audiosocket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/// A TCP connection of Vert.x.
final class NetLineSocket implements LineSocket {
    private final NetSocket socket;
    private boolean over;

    /// @param queueBytes that may wait for the network before the socket counts as full
    NetLineSocket(NetSocket socket, int queueBytes) {
        this.socket = socket;
        socket.setWriteQueueMaxSize(queueBytes);
    }

    /// What becomes of a write is told by the socket's close handler.
    @Override
    public void write(Buffer message) {
        if (!over) {
            var _ = socket.write(message);
        }
    }

    @Override
    public boolean isFull() {
        return socket.writeQueueFull();
    }

    @Override
    public void end(Buffer message) {
        if (over) {
            return;
        }
        over = true;
        if (!socket.writeQueueFull()) {
            var _ = socket.write(message);
        }
        var _ = socket.close();
    }

    @Override
    public void close() {
        over = true;
        var _ = socket.close();
    }
}
