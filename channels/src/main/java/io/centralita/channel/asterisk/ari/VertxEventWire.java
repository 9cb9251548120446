package io.centralita.channel.asterisk.ari;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;

/// A WebSocket of Vert.x. What comes from it is told on the loop, in its order.
final class VertxEventWire implements EventWire {
    /// Bytes of a message. An event has a few thousand; the list of all channels, as an answer, 600
    /// for each.
    static final int LARGEST_MESSAGE = 4 * 1_048_576;

    private final WebSocketBase socket;

    private VertxEventWire(WebSocketBase socket) {
        this.socket = socket;
    }

    /// On the socket's own loop, before anything is read from it.
    static VertxEventWire of(WebSocketBase socket, AriLoop loop, Listener listener) {
        socket.textMessageHandler(text -> loop.run(() -> listener.text(text)));
        socket.pongHandler(_ -> loop.run(listener::pong));
        socket.exceptionHandler(
                failure -> loop.run(() -> listener.closed(failure.getClass().getSimpleName())));
        socket.closeHandler(
                _ -> {
                    var code = socket.closeStatusCode();
                    loop.run(() -> listener.closed("close code " + code));
                });
        return new VertxEventWire(socket);
    }

    @Override
    public void text(String message) {
        if (!socket.isClosed()) {
            var _ = socket.writeTextMessage(message);
        }
    }

    @Override
    public void ping() {
        if (!socket.isClosed()) {
            var _ = socket.writePing(Buffer.buffer());
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!socket.isClosed()) {
            var _ = socket.close((short) code, reason);
        }
    }
}
