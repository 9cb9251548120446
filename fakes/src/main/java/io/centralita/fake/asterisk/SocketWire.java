package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.websocket.MediaSocketWire;
import io.centralita.fake.asterisk.websocket.WebSocketMedia;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketFrame;

/// chan_websocket over a real WebSocket, frame by frame. Belongs to the event loop.
final class SocketWire implements MediaSocketWire {
    private final WebSocketBase socket;
    private final WebSocketMedia media;
    private boolean clogged;

    private SocketWire(WebSocketBase socket, WebSocketMedia media) {
        this.socket = socket;
        this.media = media;
    }

    static SocketWire connect(
            WebSocketBase socket, WebSocketMedia media, int stuckBytes, Runnable closed) {
        socket.setWriteQueueMaxSize(stuckBytes);
        socket.frameHandler(frame -> arrived(frame, media));
        socket.drainHandler(_ -> media.drained());
        socket.closeHandler(
                _ -> {
                    closed.run();
                    media.closed();
                });
        socket.exceptionHandler(_ -> media.closed());
        var wire = new SocketWire(socket, media);
        media.connected(wire);
        return wire;
    }

    /// As if the other side did not read, for as long as it takes to fill all buffers.
    void clog(boolean on) {
        clogged = on;
        if (!on) {
            media.drained();
        }
    }

    private static void arrived(WebSocketFrame frame, WebSocketMedia media) {
        if (frame.isText()) {
            media.text(frame.textData());
        } else if (frame.isPing()) {
            media.pinged();
        } else if (frame.isBinary() || frame.isContinuation()) {
            media.binary(frame.binaryData().getBytes(), !frame.isContinuation(), frame.isFinal());
        }
    }

    @Override
    public void text(String text) {
        if (!socket.isClosed()) {
            var _ = socket.writeTextMessage(text);
        }
    }

    @Override
    public void binary(byte[] bytes) {
        if (!socket.isClosed()) {
            var _ = socket.writeBinaryMessage(Buffer.buffer(bytes));
        }
    }

    @Override
    public void close(int code) {
        if (!socket.isClosed()) {
            var _ = socket.close((short) code);
        }
    }

    @Override
    public boolean isFull() {
        return !socket.isClosed() && (clogged || socket.writeQueueFull());
    }
}
