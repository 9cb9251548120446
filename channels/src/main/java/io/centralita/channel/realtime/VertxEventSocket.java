package io.centralita.channel.realtime;

import io.vertx.core.http.ServerWebSocket;

/// A session's WebSocket of Vert.x.
final class VertxEventSocket implements EventSocket {
    /// Bytes queued above which the socket counts as full: four seconds of PCM as events.
    private static final int QUEUE_BYTES = 262_144;

    private final ServerWebSocket webSocket;

    VertxEventSocket(ServerWebSocket webSocket) {
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
