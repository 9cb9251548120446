package io.centralita.channel.asterisk.websocket;

import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.socket.TextSocket;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One media WebSocket from its opening to its end, whoever opened it: reads, checks that
/// MEDIA_START comes first, makes the line then. Confined to its event loop.
final class MediaConnection implements TextSocket.BinaryReceiver {
    /// Largest text message taken, in bytes. A MEDIA_START has some hundred.
    private static final int MAX_TEXT = 65_536;

    /// Longest audio taken in one message. Asterisk passes on what it has, 20 ms.
    private static final Duration MAX_AUDIO = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(MediaConnection.class);

    private final WebSocketBase webSocket;
    private final Context context;
    private final Reception reception;
    private final Surroundings around;
    private final MediaSocket socket;
    private final MediaEvents events = new MediaEvents();
    private State state = State.OPENED;
    private @Nullable WebSocketLine line;
    private int maxAudioBytes;

    /// Whether Asterisk speaks plain text: then so do we.
    private boolean plain;

    private long startTimer = -1;

    private MediaConnection(
            ServerWebSocket accepted,
            HttpServerRequest request,
            Context context,
            Reception reception,
            Surroundings around) {
        webSocket = accepted;
        this.context = context;
        this.reception = reception;
        this.around = around;
        socket = VertxMediaSocket.accepted(accepted, request, context, this);
    }

    private MediaConnection(
            WebSocket opened, Context context, Reception reception, Surroundings around) {
        webSocket = opened;
        this.context = context;
        this.reception = reception;
        this.around = around;
        socket = VertxMediaSocket.opened(opened, context, this);
    }

    /// One that Asterisk made.
    static MediaConnection accepted(
            ServerWebSocket accepted,
            HttpServerRequest request,
            Context context,
            Reception reception,
            Surroundings around) {
        return new MediaConnection(accepted, request, context, reception, around).begin();
    }

    /// One that we made.
    static MediaConnection opened(
            WebSocket opened, Context context, Reception reception, Surroundings around) {
        return new MediaConnection(opened, context, reception, around).begin();
    }

    private MediaConnection begin() {
        around.open().add(this);
        webSocket.frameHandler(this::frame);
        webSocket.exceptionHandler(this::exception);
        webSocket.closeHandler(_ -> closedByPeer());
        startTimer =
                context.owner()
                        .setTimer(
                                around.limits().start().toMillis(),
                                _ -> breakOff(CloseCode.POLICY, "no-start"));
        return this;
    }

    /// A whole message, as Asterisk sends them.
    @Override
    public void text(byte[] bytes, int length) {
        if (state == State.ENDED) {
            return;
        }
        heardFrom();
        if (length > MAX_TEXT) {
            breakOff(CloseCode.TOO_BIG, "oversized");
            return;
        }
        if (line == null) {
            plain = MediaEvents.isPlain(bytes, length);
        }
        try {
            dispatch(events.read(bytes, length));
        } catch (MalformedMedia e) {
            log.atWarn()
                    .addKeyValue("remote", webSocket.remoteAddress())
                    .addKeyValue("fault", e.getMessage())
                    .log("malformed message on a media WebSocket");
            breakOff(CloseCode.INVALID, "malformed");
        }
    }

    private void dispatch(MediaEvent event) {
        var to = line;
        if (to != null) {
            to.event(event);
        } else if (event instanceof MediaEvent.Start start) {
            started(start);
        } else {
            breakOff(CloseCode.POLICY, "start-expected");
        }
    }

    private void started(MediaEvent.Start start) {
        switch (reception.of(start)) {
            case Reception.Verdict.Refused(var reason) -> breakOff(CloseCode.POLICY, reason);
            case Reception.Verdict.Welcome welcome -> begin(welcome);
        }
    }

    private void begin(Reception.Verdict.Welcome welcome) {
        context.owner().cancelTimer(startTimer);
        state = State.STARTED;
        maxAudioBytes = welcome.format().bytes(MAX_AUDIO);
        var started =
                new WebSocketLine(
                        welcome.origin(),
                        welcome.format(),
                        plain ? new PlainTextSocket(socket) : socket,
                        task -> context.runOnContext(_ -> task.run()),
                        around.clocks().current(),
                        around.clocks().time(),
                        around.limits(),
                        around.metrics(),
                        () -> {
                            finish();
                            welcome.whenOver().run();
                        });
        line = started;
        log.atInfo()
                .addKeyValue("channel", welcome.origin().channelId())
                .addKeyValue("format", welcome.format())
                .addKeyValue("control", plain ? "plain-text" : "json")
                .log("media WebSocket started");
        try {
            welcome.taker().accept(started);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("media line not taken");
            breakOff(CloseCode.INTERNAL, "not-accepted");
        }
    }

    @Override
    public void binary(byte[] audio) {
        if (state == State.ENDED) {
            return;
        }
        heardFrom();
        var to = line;
        if (to == null) {
            breakOff(CloseCode.POLICY, "start-expected");
        } else if (audio.length > maxAudioBytes) {
            breakOff(CloseCode.TOO_BIG, "oversized");
        } else {
            audio(to, audio);
        }
    }

    private void audio(WebSocketLine to, byte[] audio) {
        int sampleBytes = to.format().codec().bitsPerSample() / 8;
        int whole = audio.length - audio.length % sampleBytes;
        if (whole < audio.length) {
            around.metrics().oddity(MediaWebSockets.CHANNEL, "half-sample");
        }
        if (whole > 0) {
            to.audio(whole == audio.length ? audio : Arrays.copyOf(audio, whole));
        }
    }

    private void heardFrom() {
        var to = line;
        if (to != null) {
            to.heardFrom();
        }
    }

    /// Whatever else comes, and what came before we could listen.
    private void frame(WebSocketFrame frame) {
        if (state == State.ENDED || frame.isClose() || frame.isPing()) {
            return;
        }
        switch (frame.type()) {
            case TEXT, BINARY -> {
                if (!frame.isFinal()) {
                    breakOff(CloseCode.UNSUPPORTED, "fragments");
                } else if (frame.isText()) {
                    var bytes = frame.binaryData().getBytes();
                    text(bytes, bytes.length);
                } else {
                    binary(frame.binaryData().getBytes());
                }
            }
            case CONTINUATION -> breakOff(CloseCode.UNSUPPORTED, "fragments");
            default -> {} // Pongs.
        }
    }

    /// We end it, before or after it started.
    private void breakOff(int code, String detail) {
        if (state == State.ENDED) {
            return;
        }
        var ending = line;
        if (ending != null) {
            ending.breakOff(code, detail);
            return;
        }
        log.atWarn()
                .addKeyValue("remote", webSocket.remoteAddress())
                .addKeyValue("reason", detail)
                .log("media WebSocket was closed before it started");
        around.metrics().refused(MediaWebSockets.CHANNEL, detail);
        finish();
        socket.close(code, detail);
    }

    /// Nobody needs it, started or not.
    void release(String reason) {
        context.runOnContext(_ -> breakOff(CloseCode.NORMAL, reason));
    }

    private void exception(Throwable failure) {
        log.atWarn()
                .addKeyValue("remote", webSocket.remoteAddress())
                .addKeyValue("fault", failure.toString())
                .log("media WebSocket failed");
        if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            boolean tooBig = corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            breakOff(
                    tooBig ? CloseCode.TOO_BIG : CloseCode.INVALID,
                    tooBig ? "oversized" : "malformed");
        } else {
            breakOff(CloseCode.INTERNAL, "connection-lost");
        }
    }

    private void closedByPeer() {
        if (state == State.ENDED) {
            return;
        }
        Short code = webSocket.closeStatusCode();
        boolean inOrder =
                code != null
                        && (code == CloseCode.NORMAL
                                || code == CloseCode.GOING_AWAY
                                || code == CloseCode.NO_CODE);
        var ending = line;
        if (ending == null) {
            around.metrics().refused(MediaWebSockets.CHANNEL, "closed-before-start");
            finish();
        } else if (inOrder) {
            ending.ended(true, "closed");
        } else {
            boolean lost = code == null || code == CloseCode.ABNORMAL;
            around.metrics()
                    .event(
                            MediaWebSockets.CHANNEL,
                            "media-websocket",
                            lost ? "connection-lost" : "closed-with-fault");
            ending.ended(false, lost ? "connection-lost" : "closed-" + code);
        }
    }

    private void finish() {
        if (state != State.ENDED) {
            state = State.ENDED;
            context.owner().cancelTimer(startTimer);
            around.open().remove(this);
            if (line == null) {
                reception.gone();
            }
        }
    }

    private enum State {
        OPENED,
        STARTED,
        ENDED
    }

    /// What every connection of a transport shares.
    ///
    /// @param open those that are there now
    record Surroundings(
            WebSocketSettings.Limits limits,
            PacingClocks clocks,
            ChannelMetrics metrics,
            Set<MediaConnection> open) {}
}
