package io.centralita.channel.asterisk.ari;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what Asterisk writes: what is needed must be there, all else may be anything.
final class AriReader {
    static final JsonNode NOTHING = MissingNode.getInstance();

    /// Of Asterisk's own message about a refusal, characters.
    private static final int LONGEST_MESSAGE = 200;

    private static final ObjectReader JSON =
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readerFor(JsonNode.class);

    private AriReader() {}

    static JsonNode tree(byte[] utf8) throws JsonProcessingException {
        try {
            JsonNode tree = JSON.readValue(utf8);
            return tree == null ? NOTHING : tree;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail to be read", e);
        }
    }

    static JsonNode tree(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    /// What was answered; missing where there was nothing to say.
    static JsonNode done(AriRequest request, AriAnswer answer, BasicCredentials credentials)
            throws AriFailure {
        JsonNode json = NOTHING;
        boolean broken = false;
        if (answer.body().length > 0) {
            try {
                json = tree(answer.body());
            } catch (JsonProcessingException _) { // the body may be anybody's: no cause to print
                broken = true;
            }
        }
        if (answer.isRefusal()) {
            var message = credentials.removedFrom(message(json));
            throw failure(request, new Reason.Refused(answer.status(), message));
        }
        if (broken || !answer.isDone()) {
            throw failure(request, new Reason.Garbled());
        }
        return json;
    }

    private static String message(JsonNode json) {
        var text = text(json, json.has("message") ? "message" : "error");
        return text.substring(0, Math.min(text.length(), LONGEST_MESSAGE))
                .replaceAll("\\p{Cntrl}", " ");
    }

    private static AriFailure failure(AriRequest request, Reason reason) {
        return new AriFailure(request.what(), reason, null);
    }

    /// Reads something, or says that nobody can.
    static <T> T read(AriRequest request, Optional<T> value) throws AriFailure {
        if (value.isEmpty()) {
            throw failure(request, new Reason.Garbled());
        }
        return value.get();
    }

    /// Empty where it is none: without an id nobody can do anything with it.
    static Optional<AriChannel> channel(JsonNode json) {
        if (text(json, "id").isEmpty()) {
            return Optional.empty();
        }
        var caller = json.path("caller");
        var place = json.path("dialplan");
        return Optional.of(
                new AriChannel(
                        text(json, "id"),
                        text(json, "name"),
                        text(json, "state"),
                        text(json, "protocol_id"),
                        text(caller, "name"),
                        text(caller, "number"),
                        text(place, "context"),
                        text(place, "exten"),
                        text(json, "language"),
                        texts(json.path("channelvars"))));
    }

    static Optional<AriBridge> bridge(JsonNode json) {
        return text(json, "id").isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new AriBridge(
                                text(json, "id"),
                                text(json, "name"),
                                text(json, "technology"),
                                list(json.path("channels"))));
    }

    static Optional<AriApplication> application(JsonNode json) {
        return text(json, "name").isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new AriApplication(
                                text(json, "name"),
                                list(json.path("channel_ids")),
                                list(json.path("bridge_ids"))));
    }

    /// Empty where it is no list, or where anything in it is none of those.
    static <T> Optional<List<T>> all(JsonNode json, Kind<T> kind) {
        if (!json.isArray()) {
            return Optional.empty();
        }
        var all = new ArrayList<T>();
        for (var element : json) {
            var one = kind.read(element);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all.add(one.get());
        }
        return Optional.of(all);
    }

    @FunctionalInterface
    interface Kind<T> {
        Optional<T> read(JsonNode json);
    }

    /// Empty where there is none, null, or something else than a text, a number or a truth.
    static String text(JsonNode json, String field) {
        var value = json.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    static List<String> list(JsonNode json) {
        var all = new ArrayList<String>();
        json.forEach(element -> all.add(element.asText()));
        return all;
    }

    private static Map<String, String> texts(JsonNode json) {
        var all = new HashMap<String, String>();
        json.properties().forEach(field -> all.put(field.getKey(), field.getValue().asText()));
        return all;
    }
}
