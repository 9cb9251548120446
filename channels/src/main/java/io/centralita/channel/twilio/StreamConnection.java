package io.centralita.channel.twilio;

import io.centralita.call.leg.LegInfo;
import io.centralita.channel.CallAcceptor;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.twilio.RingingCalls.RingingCall;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One media WebSocket from its opening to its end: reads, checks the order of messages, makes the
/// leg at `start`. Confined to its event loop.
final class StreamConnection {
    /// Close codes, RFC 6455 §7.4.1.
    static final int NORMAL = 1000;

    static final int GOING_AWAY = 1001;
    static final int UNSUPPORTED = 1003;
    static final int NO_CODE = 1005;
    static final int INVALID = 1007;
    static final int POLICY = 1008;
    static final int TOO_BIG = 1009;
    static final int INTERNAL = 1011;

    /// Largest message taken, in bytes. Twilio's own have about 300.
    private static final int MAX_MESSAGE = 65_536;

    private static final Logger log = LoggerFactory.getLogger(StreamConnection.class);

    private final ServerWebSocket webSocket;
    private final Context context;
    private final Surroundings around;
    private final StreamSocket socket;
    private final StreamMessage message = new StreamMessage();
    private final LossCounter losses = new LossCounter();
    private @Nullable Buffer fragments;
    private State state = State.OPENED;
    private @Nullable TwilioLeg leg;
    private long startTimer = -1;
    private String callSid = "";

    /// @param request that became the WebSocket
    StreamConnection(
            ServerWebSocket webSocket,
            HttpServerRequest request,
            Context context,
            Surroundings around) {
        this.webSocket = webSocket;
        this.context = context;
        this.around = around;
        socket = new VertxStreamSocket(webSocket, request, context, this::text);
    }

    void begin() {
        webSocket.frameHandler(this::frame);
        webSocket.exceptionHandler(this::exception);
        webSocket.closeHandler(nothing -> closedByPeer());
        startTimer =
                context.owner()
                        .setTimer(
                                around.limits().startTimeout().toMillis(),
                                id -> breakOff(POLICY, "no-start"));
    }

    /// A whole message, as Twilio sends them.
    private void text(byte[] bytes, int length) {
        if (state != State.ENDED) {
            read(bytes, length);
        }
    }

    /// Whatever else comes, and what came before we could listen.
    private void frame(WebSocketFrame frame) {
        if (state == State.ENDED || frame.isClose() || frame.isPing()) {
            return;
        }
        switch (frame.type()) {
            case TEXT -> {
                if (frame.isFinal() && fragments == null) {
                    read(frame.binaryData().getBytes());
                } else {
                    fragment(frame);
                }
            }
            case CONTINUATION -> fragment(frame);
            case BINARY -> breakOff(UNSUPPORTED, "binary");
            default -> {} // Pongs.
        }
    }

    private void fragment(WebSocketFrame frame) {
        var part = frame.binaryData();
        var sum = fragments == null ? Buffer.buffer() : fragments;
        if (sum.length() + part.length() > MAX_MESSAGE) {
            breakOff(TOO_BIG, "oversized");
            return;
        }
        sum.appendBuffer(part);
        fragments = frame.isFinal() ? null : sum;
        if (frame.isFinal()) {
            read(sum.getBytes());
        }
    }

    private void read(byte[] bytes) {
        read(bytes, bytes.length);
    }

    private void read(byte[] bytes, int length) {
        if (length > MAX_MESSAGE) {
            breakOff(TOO_BIG, "oversized");
            return;
        }
        try {
            message.read(bytes, length);
        } catch (MalformedMessage e) {
            log.atWarn()
                    .addKeyValue("call", leg == null ? "" : leg.info().callId())
                    .addKeyValue("fault", e.getMessage())
                    .log("malformed message on a media stream");
            breakOff(INVALID, "malformed");
            return;
        }
        dispatch();
    }

    private void dispatch() {
        switch (state) {
            case OPENED -> {
                if (message.event() == StreamMessage.Event.CONNECTED) {
                    state = State.CONNECTED;
                } else {
                    breakOff(POLICY, "connected-expected");
                }
            }
            case CONNECTED -> {
                if (message.event() == StreamMessage.Event.START) {
                    start();
                } else {
                    breakOff(POLICY, "start-expected");
                }
            }
            case ASKED_ABOUT -> {
                if (message.event() == StreamMessage.Event.STOP) {
                    finish();
                    socket.close(NORMAL, "stop");
                }
            }
            case STARTED -> {
                if (leg != null) {
                    deliver(leg);
                }
            }
            case ENDED -> {}
        }
    }

    private void start() {
        var start = message.start();
        if (!start.format().equals(StreamMessage.Start.MU_LAW_8K)) {
            breakOff(POLICY, "media-format");
            return;
        }
        String token = start.parameters().getOrDefault(TwilioChannel.TOKEN_PARAMETER, "");
        var passed = PassedParameters.of(start.parameters().entrySet(), around.metrics());
        if (token.isEmpty() && around.strangers().welcome()) {
            askAbout(start.callSid(), start.streamSid(), passed);
            return;
        }
        var ticket =
                around.tokens().redeem(start.callSid(), token, around.clocks().time().nanoTime());
        if (ticket.isEmpty()) {
            breakOff(POLICY, "token");
            return;
        }
        begin(ticket.get().with(passed), start.streamSid(), true);
    }

    /// What the caller says until Twilio has answered is not heard.
    private void askAbout(String callSid, String streamSid, Map<String, String> passed) {
        if (around.live().contains(callSid)) {
            breakOff(POLICY, "second-stream");
            return;
        }
        state = State.ASKED_ABOUT;
        around.strangers()
                .find(
                        callSid,
                        found ->
                                context.runOnContext(
                                        _ -> {
                                            if (state != State.ASKED_ABOUT) {
                                                return;
                                            }
                                            if (found.isPresent()) {
                                                begin(found.get().with(passed), streamSid, false);
                                            } else {
                                                breakOff(POLICY, "token");
                                            }
                                        }));
    }

    /// @param announced by our own TwiML, which comes back to us when the stream has ended
    private void begin(RingingCall call, String streamSid, boolean announced) {
        context.owner().cancelTimer(startTimer);
        state = State.STARTED;
        callSid = call.callSid();
        around.live().add(callSid);
        var info =
                new LegInfo(
                        TwilioChannel.NAME,
                        call.legId(),
                        call.from(),
                        call.to(),
                        call.parameters());
        log.atInfo().addKeyValue("call", info.callId()).log("media stream started");
        var started =
                new TwilioLeg(
                        info,
                        streamSid,
                        socket,
                        task -> context.runOnContext(nothing -> task.run()),
                        around.clocks().current(),
                        around.clocks().time(),
                        around.limits(),
                        around.metrics(),
                        end -> around.after().ended(call, end),
                        this::finish,
                        around.traits(call, announced));
        leg = started;
        try {
            around.acceptor().accept(started);
            if (call.stream() == 1) {
                around.control().answered(call.callSid());
            }
        } catch (RuntimeException e) {
            log.atError().addKeyValue("call", info.callId()).setCause(e).log("call not accepted");
            breakOff(INTERNAL, "not-accepted");
        }
    }

    private void deliver(TwilioLeg to) {
        to.heardFrom();
        if (!message.isForStream(to.streamSid())) {
            breakOff(INVALID, "foreign-stream");
            return;
        }
        switch (message.event()) {
            case MEDIA -> {
                if (!message.isInbound()) {
                    around.metrics().oddity(TwilioChannel.NAME, "outbound-track");
                    return;
                }
                int bytes = message.audioBytes();
                int lost = losses.count(message.chunk(), message.timestampMs(), bytes / 8.0);
                if (lost > 0) {
                    to.lost(lost);
                }
                if (bytes > 0) {
                    to.audio(message.audio(), bytes);
                }
            }
            case DTMF -> to.digit(message.digit());
            case MARK -> to.markReached(message.markName());
            case STOP -> end(to, true, "stop");
            case CONNECTED, START -> breakOff(POLICY, "started-twice");
            case UNKNOWN -> around.metrics().oddity(TwilioChannel.NAME, "unknown-event");
        }
    }

    private void end(TwilioLeg ending, boolean byCaller, String detail) {
        finish();
        ending.ended(byCaller, detail);
        socket.close(NORMAL, detail);
    }

    private void breakOff(int code, String detail) {
        if (state == State.ENDED) {
            return;
        }
        var ending = leg;
        if (ending == null) {
            log.atWarn()
                    .addKeyValue("remote", webSocket.remoteAddress())
                    .addKeyValue("reason", detail)
                    .log("media stream was closed before it started");
            around.metrics().refused(TwilioChannel.NAME, detail);
        }
        finish();
        socket.close(code, detail);
        if (ending != null) {
            ending.ended(false, detail);
        }
    }

    private void exception(Throwable failure) {
        log.atWarn()
                .addKeyValue("call", leg == null ? "" : leg.info().callId())
                .addKeyValue("fault", failure.toString())
                .log("media stream failed");
        if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            boolean tooBig = corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            breakOff(tooBig ? TOO_BIG : INVALID, tooBig ? "oversized" : "malformed");
        } else {
            breakOff(INTERNAL, "connection-lost");
        }
    }

    private void closedByPeer() {
        if (state == State.ENDED) {
            return;
        }
        Short code = webSocket.closeStatusCode();
        boolean inOrder = code != null && (code == NORMAL || code == GOING_AWAY || code == NO_CODE);
        var ending = leg;
        finish();
        if (ending != null) {
            ending.ended(inOrder, inOrder ? "closed" : "connection-lost");
        }
    }

    private void finish() {
        state = State.ENDED;
        context.owner().cancelTimer(startTimer);
        fragments = null;
        leg = null;
        if (!callSid.isEmpty()) {
            around.live().remove(callSid);
        }
        around.whenEnded().accept(this);
    }

    private enum State {
        OPENED,
        CONNECTED,
        /// Nobody announced it: Twilio is being asked.
        ASKED_ABOUT,
        STARTED,
        ENDED
    }

    /// What every connection of a channel shares.
    ///
    /// @param live the calls that have a stream now
    record Surroundings(
            TwilioSettings.Limits limits,
            CallTokens tokens,
            CallAcceptor acceptor,
            PacingClocks clocks,
            AfterCall after,
            CallControl control,
            Strangers strangers,
            TwilioSettings.Features features,
            Set<String> live,
            ChannelMetrics metrics,
            Consumer<StreamConnection> whenEnded) {
        LegTraits traits(RingingCall call, boolean announced) {
            boolean told = features.recording() == TwilioSettings.Recording.ANNOUNCED;
            return new LegTraits(
                    announced && features.transfers(), told && control.records(), call.returned());
        }
    }
}
