package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.audiosocket.AudioSocketMedia;
import io.centralita.fake.asterisk.audiosocket.AudioSocketWire;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/// AudioSocket over a real socket. What the other side does not read is lost. Belongs to the event
/// loop.
final class TcpWire implements AudioSocketWire {
    private final NetSocket socket;

    private TcpWire(NetSocket socket) {
        this.socket = socket;
    }

    static void connect(NetSocket socket, AudioSocketMedia media, Runnable closed) {
        socket.handler(bytes -> media.received(bytes.getBytes()));
        socket.exceptionHandler(_ -> media.broken());
        socket.closeHandler(
                _ -> {
                    closed.run();
                    media.finished();
                });
        media.connected(new TcpWire(socket));
    }

    @Override
    public void send(byte[] message) {
        if (!socket.writeQueueFull()) {
            var _ = socket.write(Buffer.buffer(message));
        }
    }

    @Override
    public void finish() {
        var _ = socket.close();
    }
}
