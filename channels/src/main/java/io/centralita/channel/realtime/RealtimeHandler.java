package io.centralita.channel.realtime;

import io.centralita.call.leg.LegInfo;
import io.centralita.channel.CallAcceptor;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets sessions in and keeps account of those that are open.
final class RealtimeHandler {
    private static final Logger log = LoggerFactory.getLogger(RealtimeHandler.class);
    private static final int LONGEST_MODEL = 100;

    private final Vertx vertx;
    private final RealtimeSettings settings;
    private final RealtimeGuard guard;
    private final HttpErrors errors;
    private final CallAcceptor acceptor;
    private final CallTaker taker;
    private final PacingClocks clocks;
    private final ChannelMetrics metrics;
    private final Set<RealtimeConnection> open = ConcurrentHashMap.newKeySet();

    RealtimeHandler(
            Vertx vertx,
            RealtimeSettings settings,
            RealtimeGuard guard,
            HttpErrors errors,
            CallAcceptor acceptor,
            CallTaker taker,
            PacingClocks clocks,
            ChannelMetrics metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.guard = guard;
        this.errors = errors;
        this.acceptor = acceptor;
        this.taker = taker;
        this.clocks = clocks;
        this.metrics = metrics;
    }

    void upgrade(RoutingContext routing) {
        var request = routing.request();
        var callId = request.getParam("call_id");
        var decision = callId == null ? guard.mayConnect(request) : guard.mayManage(request);
        switch (decision) {
            case RealtimeGuard.Decision.Refused refused -> errors.unauthorised(routing, refused);
            case RealtimeGuard.Decision.Granted(var bound) -> {
                if (!served(routing)) {
                    return;
                }
                if (callId == null) {
                    var model = request.getParam("model");
                    open(request, socket -> connected(socket, model, bound));
                } else {
                    taker.find(callId)
                            .ifPresentOrElse(
                                    call -> open(request, socket -> attached(socket, call)),
                                    () -> unknownCall(routing));
                }
            }
        }
    }

    private static void open(HttpServerRequest request, Consumer<ServerWebSocket> then) {
        request.toWebSocket()
                .onSuccess(then::accept)
                .onFailure(
                        failure ->
                                log.atWarn()
                                        .addKeyValue("remote", request.remoteAddress())
                                        .setCause(failure)
                                        .log("WebSocket handshake failed"));
    }

    private void unknownCall(RoutingContext routing) {
        errors.answer(
                routing,
                404,
                ProtocolError.request("call_not_found", "call_id", "There is no such call."),
                "call-unknown");
    }

    private boolean served(RoutingContext routing) {
        var request = routing.request();
        if (request.getParam("intent") != null) {
            errors.answer(
                    routing,
                    400,
                    ProtocolError.value("intent", "Transcription sessions are not served here."),
                    "intent");
        } else if (!request.canUpgradeToWebSocket()) {
            routing.response().setStatusCode(426).putHeader("Upgrade", "websocket").end();
        } else if (open.size() >= settings.limits().maxConnections()) {
            errors.answer(
                    routing,
                    503,
                    new ProtocolError(
                            ProtocolError.SERVER,
                            "rate_limit_exceeded",
                            null,
                            "As many connections as there is room for are open; try again later."),
                    "connections-full");
        } else {
            return true;
        }
        return false;
    }

    private void connected(
            ServerWebSocket socket, @Nullable String query, Optional<ClientSecrets.Bound> bound) {
        var context = vertx.getOrCreateContext();
        var events = new VertxEventSocket(socket);
        var session =
                new RealtimeSession(
                        RealtimeSession.Beginning.ofSocket(
                                model(query, bound),
                                bound.map(ClientSecrets.Bound::config)
                                        .orElseGet(SessionConfig::standard)),
                        settings,
                        switchboard(context),
                        clocks.time(),
                        metrics);
        begin(socket, context, new SocketSession(session, events), true);
    }

    /// A sideband may listen and say nothing.
    private void attached(ServerWebSocket socket, TrackSession call) {
        begin(
                socket,
                vertx.getOrCreateContext(),
                call.sideband(new VertxEventSocket(socket)),
                false);
    }

    private void begin(
            ServerWebSocket socket, Context context, Recipient recipient, boolean speaksFirst) {
        var connection =
                new RealtimeConnection(
                        socket, context, recipient, speaksFirst, settings.limits(), open::remove);
        open.add(connection);
        connection.begin();
    }

    private SessionCall.Switchboard switchboard(Context context) {
        return (session, id, model, format) -> {
            var clears = new Clears();
            var leg =
                    new RealtimeLeg(
                            new LegInfo(RealtimeChannel.NAME, id, "", model, Map.of()),
                            session,
                            format,
                            task -> context.runOnContext(nothing -> task.run()),
                            clocks.current(),
                            RealtimeLeg.Manners.OF_PROGRAM,
                            clears,
                            new EventMouth(session, clears, settings.limits().stall()));
            acceptor.accept(leg);
            return leg;
        };
    }

    private String model(@Nullable String query, Optional<ClientSecrets.Bound> bound) {
        var named =
                Optional.ofNullable(query)
                        .or(() -> bound.map(ClientSecrets.Bound::model))
                        .filter(name -> !name.isBlank())
                        .orElse(settings.engine());
        return named.substring(0, Math.min(named.length(), LONGEST_MODEL));
    }

    /// Connections open now, calls or not.
    int open() {
        return open.size();
    }
}
