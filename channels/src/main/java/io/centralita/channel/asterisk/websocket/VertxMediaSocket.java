package io.centralita.channel.asterisk.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.socket.TextSocket;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Arrays;

/// A media WebSocket of Vert.x, which keeps what is not audio's business.
final class VertxMediaSocket implements MediaSocket {
    /// Bytes queued above which the socket counts as full: a second of audio at 16 kHz.
    private static final int QUEUE_BYTES = 32_768;

    /// RFC 6455 §5.5: 125 bytes with the code.
    private static final int LONGEST_REASON = 123;

    private final WebSocketBase webSocket;
    private final TextSocket messages;

    private VertxMediaSocket(WebSocketBase webSocket, TextSocket messages) {
        this.webSocket = webSocket;
        this.messages = messages;
    }

    /// @param request that became the WebSocket
    static VertxMediaSocket accepted(
            ServerWebSocket webSocket,
            HttpServerRequest request,
            Context context,
            TextSocket.BinaryReceiver receiver) {
        webSocket.setWriteQueueMaxSize(QUEUE_BYTES);
        var channel = ((ConnectionBase) request.connection()).channel();
        return new VertxMediaSocket(webSocket, TextSocket.ofServer(channel, context, receiver));
    }

    static VertxMediaSocket opened(
            WebSocket webSocket, Context context, TextSocket.BinaryReceiver receiver) {
        webSocket.setWriteQueueMaxSize(QUEUE_BYTES);
        var channel = ((WebSocketInternal) webSocket).channelHandlerContext().channel();
        return new VertxMediaSocket(webSocket, TextSocket.ofClient(channel, context, receiver));
    }

    @Override
    public void binary(byte[] audio) {
        if (!webSocket.isClosed()) {
            messages.writeBinary(audio, audio.length);
        }
    }

    @Override
    public void text(byte[] command) {
        if (!webSocket.isClosed()) {
            messages.write(command, command.length);
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
            webSocket.close((short) code, fitting(reason));
        }
    }

    private static String fitting(String reason) {
        var bytes = reason.getBytes(UTF_8);
        return bytes.length <= LONGEST_REASON
                ? reason
                : new String(Arrays.copyOf(bytes, LONGEST_REASON), UTF_8).replace("\uFFFD", "");
    }
}
