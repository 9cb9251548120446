package io.centralita.channel.asterisk.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.channel.DirectRequests;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets Asterisk's media WebSockets in: whoever shows the credentials of `websocket_client.conf`;
/// where there are none, this machine alone, directly (decision 0009).
final class MediaHandler {
    private static final Logger log = LoggerFactory.getLogger(MediaHandler.class);
    private static final String BASIC = "Basic ";

    private final Vertx vertx;
    private final WebSocketSettings settings;
    private final Connections connections;
    private final IntSupplier open;

    MediaHandler(
            Vertx vertx, WebSocketSettings settings, Connections connections, IntSupplier open) {
        this.vertx = vertx;
        this.settings = settings;
        this.connections = connections;
        this.open = open;
    }

    /// Takes connections that were let in, on their event loop.
    interface Connections {
        void accept(ServerWebSocket socket, HttpServerRequest request, Context context);

        void refused(String reason);
    }

    void upgrade(RoutingContext routing) {
        var request = routing.request();
        var refusal = refusal(request);
        if (refusal.isPresent()) {
            turnAway(routing, 401, refusal.get());
        } else if (!request.canUpgradeToWebSocket()) {
            routing.response().setStatusCode(426).putHeader("Upgrade", "websocket").end();
        } else if (open.getAsInt() >= settings.limits().lines()) {
            turnAway(routing, 503, "connections-full");
        } else {
            request.toWebSocket()
                    .onSuccess(
                            socket ->
                                    connections.accept(socket, request, vertx.getOrCreateContext()))
                    .onFailure(
                            failure ->
                                    log.atWarn()
                                            .addKeyValue("remote", request.remoteAddress())
                                            .setCause(failure)
                                            .log("WebSocket handshake failed"));
        }
    }

    private void turnAway(RoutingContext routing, int status, String reason) {
        log.atWarn()
                .addKeyValue("remote", routing.request().remoteAddress())
                .addKeyValue("reason", reason)
                .log("media WebSocket was refused");
        connections.refused(reason);
        var response = routing.response().setStatusCode(status);
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Basic realm=\"media\"");
        }
        response.end();
    }

    private Optional<String> refusal(HttpServerRequest request) {
        var visitors = settings.visitors();
        if (visitors.password().isEmpty()) {
            return DirectRequests.isFromHere(request) ? Optional.empty() : Optional.of("not-local");
        }
        var header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.of("no-credentials");
        }
        try {
            byte[] shown = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            byte[] right = (visitors.username() + ":" + visitors.password()).getBytes(UTF_8);
            return MessageDigest.isEqual(digest(right), digest(shown))
                    ? Optional.empty()
                    : Optional.of("wrong-credentials");
        } catch (IllegalArgumentException _) {
            return Optional.of("wrong-credentials");
        }
    }

    /// Of one length for all, so that the comparison tells nothing of that either.
    private static byte[] digest(byte[] of) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(of);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
