package io.centralita.channel.twilio;

import io.vertx.core.http.ServerWebSocket;

/// A media WebSocket of Vert.x.
final class VertxStreamSocket implements StreamSocket {
    /// Bytes queued above which the socket counts as full: two seconds of audio as messages.
    private static final int QUEUE_BYTES = 32_768;

    private final ServerWebSocket webSocket;

    VertxStreamSocket(ServerWebSocket webSocket) {
        this.webSocket = webSocket;
        webSocket.setWriteQueueMaxSize(QUEUE_BYTES);
    }

    @Override
    public void text(String message) {
        if (!webSocket.isClosed()) {
            webSocket.writeTextMessage(message);
        }
    }

    @Override
    public boolean isFull() {
        return !webSocket.isClosed() && webSocket.writeQueueFull();
    }

    @Override
    public void close(int code, String reason) {
        if (!webSocket.isClosed()) {
            webSocket.close((short) code, reason);
        }
    }
}
