package io.centralita.channel.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.scope.Time;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes ephemeral keys (`POST /v1/realtime/client_secrets`).
final class ClientSecretsHandler {
    private static final Logger log = LoggerFactory.getLogger(ClientSecretsHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Schema `RealtimeCreateClientSecretRequest`.
    private static final int SHORTEST_S = 10;

    private static final int LONGEST_S = 7_200;
    private static final int USUAL_S = 600;

    private final RealtimeGuard guard;
    private final ClientSecrets secrets;
    private final HttpErrors errors;
    private final String engine;
    private final Time time;

    ClientSecretsHandler(
            RealtimeGuard guard,
            ClientSecrets secrets,
            HttpErrors errors,
            String engine,
            Time time) {
        this.guard = guard;
        this.secrets = secrets;
        this.errors = errors;
        this.engine = engine;
        this.time = time;
    }

    void handle(RoutingContext context) {
        if (guard.mayManage(context.request()) instanceof RealtimeGuard.Decision.Refused refused) {
            errors.unauthorised(context, refused);
            return;
        }
        try {
            context.response()
                    .putHeader("Content-Type", "application/json")
                    .end(answer(request(context)).toString());
        } catch (ProtocolError e) {
            errors.answer(
                    context,
                    e.code().equals("rate_limit_exceeded") ? 429 : 400,
                    e,
                    "client-secret-" + e.code());
        }
    }

    private static ObjectNode request(RoutingContext context) throws ProtocolError {
        var body = context.body().buffer();
        if (body == null || body.length() == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            if (JSON.readTree(body.getBytes()) instanceof ObjectNode request) {
                return request;
            }
        } catch (JsonProcessingException _) {
            // told like any other body that is no object
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        throw ProtocolError.request("invalid_json", null, "The body is not a JSON object.");
    }

    private ObjectNode answer(ObjectNode request) throws ProtocolError {
        var life = life(request);
        var config = SessionConfig.standard();
        var model = "";
        if (request.path("session") instanceof ObjectNode session) {
            config = SessionUpdate.apply(config, session);
            model = session.path("model").asText("");
        }
        var secret =
                secrets.issue(
                        new ClientSecrets.Bound(config, model), life.toNanos(), time.nanoTime());
        if (secret.isEmpty()) {
            throw ProtocolError.request(
                    "rate_limit_exceeded", null, "As many ephemeral keys as may be are valid.");
        }
        log.atInfo().addKeyValue("seconds", life.toSeconds()).log("ephemeral key made");
        var answer =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("value", secret.get())
                        .put("expires_at", time.now().plus(life).getEpochSecond());
        answer.set("session", config.shown(Ids.session(), model.isEmpty() ? engine : model));
        return answer;
    }

    private static Duration life(ObjectNode request) throws ProtocolError {
        var after = request.path("expires_after");
        var anchor = after.path("anchor").asText("created_at");
        if (!anchor.equals("created_at")) {
            throw ProtocolError.value("expires_after.anchor", "The anchor is «created_at».");
        }
        var seconds = after.path("seconds").asInt(USUAL_S);
        if (seconds < SHORTEST_S || seconds > LONGEST_S) {
            throw ProtocolError.value(
                    "expires_after.seconds",
                    "A key lives %d to %d seconds.".formatted(SHORTEST_S, LONGEST_S));
        }
        return Duration.ofSeconds(seconds);
    }
}
