package io.centralita.fake.asterisk.websocket;

/// A WebSocket that carries media.
public interface MediaSocketWire {
    void text(String text);

    void binary(byte[] bytes);

    void close(int code);

    /// Nobody reads at the other end, so that a write would block. When it no longer would,
    /// [WebSocketMedia#drained] is called.
    boolean isFull();
}
