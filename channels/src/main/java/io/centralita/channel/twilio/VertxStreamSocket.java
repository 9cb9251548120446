package io.centralita.channel.twilio;

import io.centralita.socket.TextSocket;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;

/// A media WebSocket of Vert.x, which keeps what is not audio's business.
final class VertxStreamSocket implements StreamSocket {
    /// Bytes queued above which the socket counts as full: two seconds of audio as messages.
    private static final int QUEUE_BYTES = 32_768;

    private final ServerWebSocket webSocket;
    private final TextSocket messages;

    /// @param request that became the WebSocket
    /// @param receiver gets whole text messages
    VertxStreamSocket(
            ServerWebSocket webSocket,
            HttpServerRequest request,
            Context context,
            TextSocket.Receiver receiver) {
        this.webSocket = webSocket;
        webSocket.setWriteQueueMaxSize(QUEUE_BYTES);
        var channel = ((ConnectionBase) request.connection()).channel();
        messages = TextSocket.ofServer(channel, context, receiver);
    }

    @Override
    public void write(byte[] utf8, int length) {
        if (!webSocket.isClosed()) {
            messages.write(utf8, length);
        }
    }

    @Override
    public void flush() {
        messages.flush();
    }

    @Override
    public boolean isFull() {
        return messages.isFull();
    }

    @Override
    public void close(int code, String reason) {
        if (!webSocket.isClosed()) {
            messages.flush();
            webSocket.close((short) code, reason);
        }
    }
}
