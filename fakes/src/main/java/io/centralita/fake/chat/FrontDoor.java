package io.centralita.fake.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Takes requests, checks them, and has them answered. Belongs to the event loop, but for the list
/// of requests.
final class FrontDoor {
    static final String BASE = "/v1";
    static final String AZURE_BASE = "/openai/v1";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final Refusal NO_JSON =
            Refusal.invalid(
                    null,
                    "We could not parse the JSON body of your request. (HINT: This likely means you"
                            + " aren't using your HTTP library correctly.)",
                    null);
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Vertx vertx;
    private final Settings settings;
    private final List<Served> requests = new CopyOnWriteArrayList<>();

    FrontDoor(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    List<Served> requests() {
        return List.copyOf(requests);
    }

    String base() {
        return settings.keyHeader().equals("api-key") ? AZURE_BASE : BASE;
    }

    void handle(HttpServerRequest request) {
        var path = request.path();
        if (path.equals(base() + "/chat/completions") && request.method().equals(HttpMethod.POST)) {
            request.body().onSuccess(body -> completion(request, body.getBytes()));
        } else if (path.startsWith(base() + "/models/")
                && request.method().equals(HttpMethod.GET)) {
            tellModel(request, path.substring((base() + "/models/").length()));
        } else {
            refuse(request, Refusal.NO_SUCH_URL, Map.of());
        }
    }

    private void tellModel(HttpServerRequest request, String encoded) {
        var model = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        if (!keyMatches(request)) {
            refuse(request, Refusal.WRONG_KEY, Map.of());
        } else if (!settings.serves(model)) {
            refuse(request, Refusal.noSuchModel(model), Map.of());
        } else {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("id", model)
                                    .put("object", "model")
                                    .toString());
        }
    }

    private void completion(HttpServerRequest request, byte[] body) {
        var served = new Served(requests.size() + 1, headers(request));
        requests.add(served);
        request.response().exceptionHandler(_ -> {});
        request.response().closeHandler(_ -> served.ended(Served.End.HUNG_UP));
        var bad = settings.plan().atTheDoor(served.number());
        if (bad.isPresent()) {
            misbehave(bad.get(), request, served);
            return;
        }
        var json = parsed(body);
        if (json != null) {
            served.has(json);
        }
        var refusal = !keyMatches(request) ? Refusal.WRONG_KEY : json == null ? NO_JSON : null;
        if (refusal == null && json != null) {
            var verdict = RequestRules.check(json, settings);
            served.violates(verdict.violations());
            refusal = verdict.refusal();
        }
        if (refusal != null || json == null) {
            var why = refusal == null ? NO_JSON : refusal;
            served.answered(why.status(), why);
            served.ended(Served.End.COMPLETE);
            refuse(request, why, Map.of());
            return;
        }
        answer(request, served, json);
    }

    private void misbehave(Misbehaviour.AtTheDoor bad, HttpServerRequest request, Served served) {
        switch (bad) {
            case Misbehaviour.NeverAnswer() -> {}
            case Misbehaviour.ResetAtConnect() -> {
                served.ended(Served.End.BROKEN);
                Delivery.reset(request);
            }
            case Misbehaviour.Answer(var status, var code, var headers) -> {
                var refusal = Refusal.ofStatus(status, code);
                served.answered(status, refusal);
                served.ended(Served.End.COMPLETE);
                refuse(request, refusal, headers);
            }
            case Misbehaviour.Page() -> {
                served.answered(200, null);
                served.ended(Served.End.COMPLETE);
                request.response()
                        .putHeader("Content-Type", "text/html")
                        .end("<html><body>Log in to the Wi-Fi</body></html>\n");
            }
        }
    }

    private void answer(HttpServerRequest request, Served served, JsonNode json) {
        var script = settings.brain().reply(occasion(served.number(), json));
        var model = json.path("model").asText();
        var writer = new ChunkWriter(served.number(), model, settings.pace().cut());
        int promptTokens = json.path("messages").toString().length() / CHARACTERS_PER_TOKEN;
        if (!json.path("stream").asBoolean() || !settings.pace().streams()) {
            served.answered(200, null);
            served.ended(Served.End.COMPLETE);
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(writer.whole(script, promptTokens));
            return;
        }
        boolean usage = json.path("stream_options").path("include_usage").asBoolean();
        new Delivery(
                        vertx,
                        request,
                        served,
                        settings.pace(),
                        settings.plan().inStream(served.number()),
                        writer.chunks(script, usage, promptTokens))
                .start();
    }

    private static Occasion occasion(int number, JsonNode json) {
        return new Occasion(
                number,
                json.path("messages").valueStream().toList(),
                json.path("tools")
                        .valueStream()
                        .map(tool -> tool.path("function").path("name").asText())
                        .collect(Collectors.toSet()));
    }

    private static void refuse(
            HttpServerRequest request, Refusal refusal, Map<String, String> headers) {
        var response = request.response().setStatusCode(refusal.status());
        headers.forEach(response::putHeader);
        response.putHeader("Content-Type", "application/json").end(refusal.body());
    }

    private boolean keyMatches(HttpServerRequest request) {
        if (settings.key().isEmpty()) {
            return true;
        }
        var header = request.getHeader(settings.keyHeader());
        var wanted =
                settings.keyHeader().equals("authorization")
                        ? "Bearer " + settings.key()
                        : settings.key();
        return header != null
                && MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8),
                        wanted.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable JsonNode parsed(byte[] body) {
        try {
            var node = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            return node == null || !node.isObject() ? null : node;
        } catch (JsonProcessingException _) {
            return null;
        }
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        var headers = new HashMap<String, String>();
        request.headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }
}
