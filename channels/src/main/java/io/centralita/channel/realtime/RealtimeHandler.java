package io.centralita.channel.realtime;

import io.centralita.call.leg.LegInfo;
import io.centralita.channel.CallAcceptor;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final PacingClocks clocks;
    private final ChannelMetrics metrics;
    private final Set<RealtimeConnection> open = ConcurrentHashMap.newKeySet();

    RealtimeHandler(
            Vertx vertx,
            RealtimeSettings settings,
            RealtimeGuard guard,
            HttpErrors errors,
            CallAcceptor acceptor,
            PacingClocks clocks,
            ChannelMetrics metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.guard = guard;
        this.errors = errors;
        this.acceptor = acceptor;
        this.clocks = clocks;
        this.metrics = metrics;
    }

    void upgrade(RoutingContext routing) {
        var request = routing.request();
        switch (guard.mayConnect(request)) {
            case RealtimeGuard.Decision.Refused refused -> errors.unauthorised(routing, refused);
            case RealtimeGuard.Decision.Granted(var bound) -> {
                if (!served(routing)) {
                    return;
                }
                request.toWebSocket()
                        .onSuccess(
                                socket ->
                                        connected(
                                                socket, routing.request().getParam("model"), bound))
                        .onFailure(
                                failure ->
                                        log.atWarn()
                                                .addKeyValue("remote", request.remoteAddress())
                                                .setCause(failure)
                                                .log("WebSocket handshake failed"));
            }
        }
    }

    private boolean served(RoutingContext routing) {
        var request = routing.request();
        if (request.getParam("intent") != null) {
            errors.answer(
                    routing,
                    400,
                    ProtocolError.value("intent", "Transcription sessions are not served here."),
                    "intent");
        } else if (request.getParam("call_id") != null) {
            errors.answer(
                    routing,
                    400,
                    ProtocolError.value("call_id", "Calls cannot be attached to from aside here."),
                    "call-id");
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
        var session =
                new RealtimeSession(
                        model(query, bound),
                        bound.map(ClientSecrets.Bound::config).orElseGet(SessionConfig::standard),
                        settings,
                        new VertxEventSocket(socket),
                        switchboard(context),
                        clocks.time(),
                        metrics);
        var connection =
                new RealtimeConnection(socket, context, session, settings.limits(), open::remove);
        open.add(connection);
        connection.begin();
    }

    private RealtimeSession.Switchboard switchboard(Context context) {
        return (session, id, model, format) -> {
            var leg =
                    new RealtimeLeg(
                            new LegInfo(RealtimeChannel.NAME, id, "", model, Map.of()),
                            session,
                            format,
                            task -> context.runOnContext(nothing -> task.run()),
                            clocks.current(),
                            settings.limits().stall());
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
