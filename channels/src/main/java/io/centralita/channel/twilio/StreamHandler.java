package io.centralita.channel.twilio;

import io.centralita.channel.CallAcceptor;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets media WebSockets in and keeps account of those that are open.
final class StreamHandler {
    private static final Logger log = LoggerFactory.getLogger(StreamHandler.class);

    private final Vertx vertx;
    private final RequestGuard guard;
    private final StreamConnection.Surroundings surroundings;
    private final ChannelMetrics metrics;
    private final Set<StreamConnection> open = ConcurrentHashMap.newKeySet();

    StreamHandler(
            Vertx vertx,
            TwilioSettings settings,
            RequestGuard guard,
            CallTokens tokens,
            CallAcceptor acceptor,
            PacingClocks clocks,
            AfterCall after,
            CallControl control,
            Strangers strangers,
            ChannelMetrics metrics) {
        this.vertx = vertx;
        this.guard = guard;
        this.metrics = metrics;
        surroundings =
                new StreamConnection.Surroundings(
                        settings.limits(),
                        tokens,
                        acceptor,
                        clocks,
                        after,
                        control,
                        strangers,
                        settings.features(),
                        ConcurrentHashMap.newKeySet(),
                        metrics,
                        open::remove);
    }

    void upgrade(RoutingContext routing) {
        var request = routing.request();
        var refusal = guard.refusal(request, true, List.of());
        if (refusal.isPresent()) {
            log.atWarn()
                    .addKeyValue("remote", request.remoteAddress())
                    .addKeyValue("reason", refusal.get())
                    .log("media stream was refused");
            metrics.refused(TwilioChannel.NAME, refusal.get());
            routing.response().setStatusCode(403).end();
            return;
        }
        if (!request.canUpgradeToWebSocket()) {
            routing.response().setStatusCode(426).putHeader("Upgrade", "websocket").end();
            return;
        }
        request.toWebSocket()
                .onSuccess(
                        socket -> {
                            var context = vertx.getOrCreateContext();
                            var connection =
                                    new StreamConnection(socket, request, context, surroundings);
                            open.add(connection);
                            connection.begin();
                        })
                .onFailure(
                        failure ->
                                log.atWarn()
                                        .addKeyValue("remote", request.remoteAddress())
                                        .setCause(failure)
                                        .log("WebSocket handshake failed"));
    }

    /// Streams open now, started or not.
    int open() {
        return open.size();
    }
}
