package io.centralita.channel.asterisk.ari;

import io.centralita.socket.FrameLimit;
import io.centralita.socket.TextSocket;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketBase;
import java.nio.charset.StandardCharsets;

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

    /// The same of a connection that Asterisk has opened: its messages may be longer than the HTTP
    /// server takes from others.
    ///
    /// @param context of the socket
    static VertxEventWire accepted(
            ServerWebSocket socket,
            Channel channel,
            Context context,
            AriLoop loop,
            Listener listener) {
        FrameLimit.set(channel, LARGEST_MESSAGE);
        var _ =
                TextSocket.ofServer(
                        channel,
                        context,
                        (bytes, length) -> {
                            var text = new String(bytes, 0, length, StandardCharsets.UTF_8);
                            loop.run(() -> listener.text(text));
                        });
        return of(socket, loop, listener);
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
