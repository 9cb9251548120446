package io.centralita.fake.model.server;

import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.Models;
import io.centralita.fake.model.wire.ServerEventWriter.Dialect;
import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Lets in, or turns away. Belongs to the event loop.
final class FrontDoor {
    private static final String REALTIME = "/v1/realtime";
    private static final String AZURE_REALTIME = "/openai/v1/realtime";
    private static final String MODELS = "/v1/models/";
    private static final Duration LONGEST_SESSION = Duration.ofMinutes(60);
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Vertx vertx;
    private final Settings settings;
    private final Guests guests;

    FrontDoor(Vertx vertx, Settings settings, Guests guests) {
        this.vertx = vertx;
        this.settings = settings;
        this.guests = guests;
    }

    void handle(HttpServerRequest request) {
        var path = request.path();
        if (path.equals(settings.azure() ? AZURE_REALTIME : REALTIME)) {
            connect(request);
        } else if (path.startsWith(MODELS) && request.method().equals(HttpMethod.GET)) {
            tellModel(request, path.substring(MODELS.length()));
        } else {
            HttpError.NO_SUCH_URL.answer(request, null);
        }
    }

    private void tellModel(HttpServerRequest request, String model) {
        if (!keyMatches(request)) {
            HttpError.WRONG_KEY.answer(request, null);
        } else if (!serves(model)) {
            HttpError.noSuchModel(model).answer(request, null);
        } else {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject().put("id", model).put("object", "model").encode());
        }
    }

    private void connect(HttpServerRequest request) {
        var connection =
                guests.arrived(request.getParam("model"), headers(request), keyMatches(request));
        for (var bad : settings.plan().atTheDoor(connection.number())) {
            switch (bad) {
                case Misbehaviour.NeverAnswer() -> {
                    return;
                }
                case Misbehaviour.ResetAtConnect() -> {
                    RawSocket.reset(channelOf(request));
                    connection.turnedAway(0);
                    return;
                }
                case Misbehaviour.Answer(var status, var retryAfter) -> {
                    refuse(
                            request,
                            connection,
                            HttpError.ofStatus(status, connection.model()),
                            retryAfter);
                    return;
                }
                case Misbehaviour.SlowConnect(var delay) -> {
                    request.pause();
                    vertx.setTimer(
                            delay.toMillis(),
                            _ -> {
                                request.resume();
                                admit(request, connection);
                            });
                    return;
                }
            }
        }
        admit(request, connection);
    }

    private void admit(HttpServerRequest request, ModelConnection connection) {
        var problem = problem(request, connection);
        if (problem != null) {
            refuse(request, connection, problem, null);
            return;
        }
        var model = connection.model() == null ? "" : connection.model();
        request.toWebSocket()
                .onSuccess(
                        socket -> {
                            connection.answered(SWITCHING_PROTOCOLS);
                            open(socket, channelOf(request), connection, model);
                        });
    }

    private @Nullable HttpError problem(HttpServerRequest request, ModelConnection connection) {
        if (!connection.keyMatched()
                || (settings.azure() && request.getParam("api-version") != null)) {
            return HttpError.WRONG_KEY;
        }
        if (settings.dialect() == Dialect.GA && connection.headers().contains("openai-beta")) {
            return HttpError.BETA;
        }
        var model = connection.model();
        if (model == null || model.isEmpty()) {
            return HttpError.NO_MODEL;
        }
        if (!serves(model)) {
            return HttpError.noSuchModel(model);
        }
        return request.canUpgradeToWebSocket() ? null : HttpError.NO_UPGRADE;
    }

    private static void refuse(
            HttpServerRequest request,
            ModelConnection connection,
            HttpError error,
            @Nullable Duration retryAfter) {
        connection.turnedAway(error.status());
        error.answer(request, retryAfter);
    }

    private void open(
            ServerWebSocket socket, Channel channel, ModelConnection connection, String model) {
        var timers = new Timers(vertx, guests.context());
        var expires = Instant.now().plus(LONGEST_SESSION);
        var session =
                new SocketSession(
                        settings,
                        socket,
                        channel,
                        connection,
                        timers,
                        new ModelConversation.Settings(
                                model,
                                "c" + connection.number() + "n",
                                expires.getEpochSecond(),
                                settings.chunkMs(),
                                settings.keepAudio()));
        session.start(vertx.getOrCreateContext());
        timers.after(LONGEST_SESSION, () -> session.conversation().expire());
    }

    private static Channel channelOf(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    private boolean serves(String model) {
        return settings.azure()
                ? settings.deployments().contains(model)
                : Models.serves(model) || settings.deployments().contains(model);
    }

    private boolean keyMatches(HttpServerRequest request) {
        var header = request.getHeader("Authorization");
        var key = header != null && header.startsWith("Bearer ") ? header.substring(7) : "";
        if (settings.azure() && request.getHeader("api-key") != null) {
            key = request.getHeader("api-key");
        }
        return MessageDigest.isEqual(
                key.getBytes(StandardCharsets.UTF_8),
                settings.key().getBytes(StandardCharsets.UTF_8));
    }

    private static Set<String> headers(HttpServerRequest request) {
        var names = new TreeSet<String>();
        request.headers().names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
    }
}
