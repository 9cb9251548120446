package io.centralita.channel.realtime;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One session's WebSocket from its opening to its end: puts messages together, keeps its limits.
/// Confined to its event loop.
final class RealtimeConnection {
    /// Largest message taken, in bytes: 16 s of PCM. The real service takes 15 MiB, which a hundred
    /// peers could make us hold at a time.
    static final int MAX_MESSAGE = 1_048_576;

    private static final Logger log = LoggerFactory.getLogger(RealtimeConnection.class);

    private final ServerWebSocket webSocket;
    private final Context context;
    private final Recipient recipient;
    private final boolean speaksFirst;
    private final RealtimeSettings.Limits limits;
    private final Consumer<RealtimeConnection> whenEnded;
    private @Nullable Buffer fragments;
    private boolean ended;
    private boolean spoke;
    private boolean answered = true;
    private long firstEventTimer = -1;
    private long pingTimer = -1;

    /// @param speaksFirst whether a peer that says nothing is given up
    RealtimeConnection(
            ServerWebSocket webSocket,
            Context context,
            Recipient recipient,
            boolean speaksFirst,
            RealtimeSettings.Limits limits,
            Consumer<RealtimeConnection> whenEnded) {
        this.webSocket = webSocket;
        this.context = context;
        this.recipient = recipient;
        this.speaksFirst = speaksFirst;
        this.limits = limits;
        this.whenEnded = whenEnded;
    }

    void begin() {
        webSocket.frameHandler(this::frame);
        webSocket.pongHandler(pong -> answered = true);
        webSocket.exceptionHandler(this::exception);
        webSocket.closeHandler(nothing -> closed());
        var vertx = context.owner();
        firstEventTimer =
                vertx.setTimer(
                        Math.max(1, limits.firstEvent().toMillis()),
                        id -> {
                            if (!spoke && speaksFirst) {
                                breakOff(CloseCode.POLICY, "no-event");
                            }
                        });
        pingTimer = vertx.setPeriodic(limits.silence().toMillis() / 2, id -> ping());
        recipient.opened();
    }

    private void ping() {
        if (!answered) {
            breakOff(CloseCode.POLICY, "peer-silent");
            return;
        }
        answered = false;
        webSocket.writePing(Buffer.buffer("?"));
    }

    private void frame(WebSocketFrame frame) {
        if (ended || frame.isClose() || frame.isPing()) {
            return;
        }
        answered = true;
        switch (frame.type()) {
            case TEXT, CONTINUATION -> fragment(frame);
            case BINARY ->
                    recipient.refuse(
                            ProtocolError.request(
                                    "invalid_event", null, "Events are text, audio included."),
                            null);
            default -> {} // Pongs.
        }
    }

    private void fragment(WebSocketFrame frame) {
        var part = frame.binaryData();
        if (part.length() > MAX_MESSAGE) {
            breakOff(CloseCode.TOO_BIG, "oversized"); // where the server takes more than we do
            return;
        }
        var sum = fragments;
        if (sum == null) {
            if (!frame.isText()) {
                return; // the rest of something binary
            }
            sum = frame.isFinal() ? part : Buffer.buffer().appendBuffer(part);
        } else if (sum.length() + part.length() <= MAX_MESSAGE) {
            sum.appendBuffer(part);
        } else {
            breakOff(CloseCode.TOO_BIG, "oversized");
            return;
        }
        fragments = frame.isFinal() ? null : sum;
        if (frame.isFinal()) {
            spoke = true;
            recipient.received(sum.getBytes(), sum.length());
        }
    }

    private void exception(Throwable failure) {
        log.atWarn()
                .addKeyValue("session", recipient.id())
                .addKeyValue("fault", failure.toString())
                .log("realtime connection failed");
        if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            boolean tooBig = corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            breakOff(
                    tooBig ? CloseCode.TOO_BIG : CloseCode.INVALID,
                    tooBig ? "oversized" : "malformed");
        } else {
            breakOff(CloseCode.INTERNAL, "connection-lost");
        }
    }

    private void breakOff(int code, String reason) {
        if (!ended) {
            log.atWarn()
                    .addKeyValue("session", recipient.id())
                    .addKeyValue("reason", reason)
                    .log("realtime connection is broken off");
            finish();
            recipient.breakOff(code, reason);
        }
    }

    private void closed() {
        if (!ended) {
            Short code = webSocket.closeStatusCode();
            boolean inOrder =
                    code != null
                            && (code == CloseCode.NORMAL
                                    || code == CloseCode.GOING_AWAY
                                    || code == CloseCode.NO_CODE);
            finish();
            recipient.gone(inOrder, inOrder ? "closed" : "connection-lost");
        }
    }

    private void finish() {
        ended = true;
        fragments = null;
        context.owner().cancelTimer(firstEventTimer);
        context.owner().cancelTimer(pingTimer);
        whenEnded.accept(this);
    }
}
