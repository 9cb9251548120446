package io.centralita.channel.asterisk.websocket;

import io.centralita.channel.Loopback;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Asterisk's side of a media WebSocket, without manners. Every frame that comes is noted: a text,
/// or `binary` with its length, or `piece`.
final class RawMedia {
    private final WebSocketBase webSocket;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    RawMedia(WebSocketBase webSocket) {
        this.webSocket = webSocket;
        webSocket.frameHandler(
                frame -> {
                    if (frame.isContinuation() || !frame.isFinal()) {
                        frames.add("piece");
                    } else if (frame.isText()) {
                        frames.add(frame.textData());
                    } else if (frame.isBinary()) {
                        frames.add("binary " + frame.binaryData().length());
                    }
                });
        webSocket.closeHandler(
                _ -> closed.complete(webSocket.closeStatusCode() + " " + webSocket.closeReason()));
    }

    RawMedia text(String... messages) {
        for (String message : messages) {
            Loopback.await(webSocket.writeTextMessage(message));
        }
        return this;
    }

    RawMedia binary(int bytes) {
        Loopback.await(webSocket.writeBinaryMessage(Buffer.buffer(new byte[bytes])));
        return this;
    }

    RawMedia start(String channelId, String format, int frameBytes) {
        return start(channelId, format, frameBytes, Map.of());
    }

    /// As a real one writes it.
    RawMedia start(String channelId, String format, int frameBytes, Map<String, String> variables) {
        var passed = new JsonObject();
        variables.forEach(passed::put);
        return text(
                new JsonObject()
                        .put("event", "MEDIA_START")
                        .put("connection_id", "gateway")
                        .put("channel", "WebSocket/gateway/0x7fbc24004710")
                        .put("channel_id", channelId)
                        .put("format", format)
                        .put("optimal_frame_size", frameBytes)
                        .put("ptime", 20)
                        .put("channel_variables", passed)
                        .encode());
    }

    RawMedia close(int code) {
        Loopback.await(webSocket.close((short) code));
        return this;
    }

    /// Without a word.
    void cut() {
        var _ = ((WebSocketInternal) webSocket).channelHandlerContext().close();
    }

    /// The next frame, of whatever kind.
    String next() {
        try {
            var frame = frames.poll(10, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("nothing came");
            }
            return frame;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Code and reason.
    String close() {
        return closed.orTimeout(15, TimeUnit.SECONDS).join();
    }

    WebSocketBase webSocket() {
        return webSocket;
    }
}
