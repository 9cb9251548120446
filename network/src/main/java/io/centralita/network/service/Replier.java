package io.centralita.network.service;

import io.centralita.network.Answer;
import io.centralita.network.router.Router;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.MessageFormat;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// Writes replies; on the event loop of the request.
final class Replier {
    private final ResourceBundle errors;
    private final InstantSource time;

    Replier(Locale language, InstantSource time) {
        this.time = time;
        this.errors =
                ResourceBundle.getBundle(
                        "io.centralita.network.service.errors",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    void health(HttpServerResponse response) {
        send(
                response,
                200,
                new JsonObject()
                        .put("status", "ok")
                        .put("service", "MikroTik API")
                        .put("version", "1.0"));
    }

    void answer(HttpServerResponse response, Answer answer) {
        send(
                response,
                200,
                new JsonObject()
                        .put("success", true)
                        .put("response", answer.text())
                        .put("kind", answer.kind())
                        .put("language", answer.language().getLanguage())
                        .put("at", time.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                        .put(
                                "routers",
                                new JsonObject()
                                        .put("asked", answer.asked())
                                        .put("answered", answer.answered())));
    }

    void unknownRouter(HttpServerResponse response, Answer answer, List<Router> known) {
        var routers = new JsonArray();
        known.forEach(
                router ->
                        routers.add(
                                new JsonObject()
                                        .put("name", router.name())
                                        .put("identity", router.identity())));
        send(
                response,
                Refusal.UNKNOWN_ROUTER.status(),
                error(Refusal.UNKNOWN_ROUTER, answer.text())
                        .put("kind", answer.kind())
                        .put("language", answer.language().getLanguage())
                        .put("known", routers));
    }

    void refuse(HttpServerResponse response, Refusal refusal) {
        if (refusal == Refusal.BUSY) {
            response.putHeader("Retry-After", "1");
        }
        var sentence = new MessageFormat(errors.getString(refusal.code()), Locale.ROOT);
        var message = sentence.format(new Object[] {String.valueOf(QueryRequest.LONGEST)});
        send(response, refusal.status(), error(refusal, message));
    }

    private static JsonObject error(Refusal refusal, String message) {
        return new JsonObject()
                .put("success", false)
                .put("error", refusal.code())
                .put("message", message);
    }

    private static void send(HttpServerResponse response, int status, JsonObject body) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(body.toBuffer());
    }
}
