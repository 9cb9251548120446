package io.centralita.fake.asterisk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Makes events and answers of two Asterisks comparable: what has a name of its own is named by the
/// order in which it came up, times are checked and forgotten.
final class Normal {
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");

    private final Map<String, String> labels = new LinkedHashMap<>();
    private int channels;
    private int bridges;
    private int others;

    /// Takes note of the names in something that came, in order.
    void learn(JsonNode node) {
        if (node.isArray()) {
            return;
        }
        if (node.has("dialplan")) {
            learnChannel(node);
        } else if (node.has("bridge_class")) {
            name(node.path("id").asText(), "bridge" + bridges++);
        }
        for (var part : List.of("bridge", "channel", "peer", "playback")) {
            if (node.has(part)) {
                learn(node.path(part));
            }
        }
        if (node.has("media_uri")) {
            name(node.path("id").asText(), "playback" + others++);
        }
        var id = node.path("channelvars").path("MEDIA_WEBSOCKET_CONNECTION_ID");
        if (id.asText().length() == 36) {
            name(id.asText(), "connection");
        }
        if (node.path("value").asText().matches("(Recorder|Announcer)/.*")) {
            var attendant = node.path("value").asText().split(",", -1)[0];
            name(attendant, "attendant");
        }
    }

    private void learnChannel(JsonNode channel) {
        var id = channel.path("id").asText();
        if (labels.containsKey(id)) {
            return;
        }
        var label = "channel" + channels++;
        name(channel.path("name").asText(), technology(channel) + "-" + label);
        name(id, label);
        name(channel.path("protocol_id").asText(), "call-of-" + label);
    }

    private static String technology(JsonNode channel) {
        var name = channel.path("name").asText();
        return name.substring(0, name.indexOf('/'));
    }

    private void name(String text, String label) {
        if (!text.isEmpty()) {
            labels.putIfAbsent(text, label);
        }
    }

    boolean knows(String id) {
        return labels.containsKey(id);
    }

    String subject(JsonNode event) {
        for (var part : List.of("channel", "peer", "bridge")) {
            if (event.has(part)) {
                return labels.getOrDefault(event.path(part).path("id").asText(), "?");
            }
        }
        return event.has("playback") ? "playback" : event.has("recording") ? "recording" : "app";
    }

    JsonNode of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(field -> copy.set(field.getKey(), of(field.getKey(), object)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(
                    item -> {
                        boolean foreign =
                                (item.has("id") && !knows(item.path("id").asText()))
                                        || Lab.OUTBOUND_APP.equals(item.path("name").asText());
                        if (!foreign) {
                            copy.add(of(item));
                        }
                    });
            return copy;
        }
        return node.isTextual() ? JsonNodeFactory.instance.textNode(text(node.asText())) : node;
    }

    private JsonNode of(String field, ObjectNode object) {
        var value = object.path(field);
        var text = JsonNodeFactory.instance;
        if (object.has("channel_uniqueid") && value.isNumber()) {
            return text.textNode("N");
        }
        return switch (field) {
            case "timestamp", "creationtime" ->
                    text.textNode(TIME.matcher(value.asText()).matches() ? "TIME" : value.asText());
            case "UNICASTRTP_LOCAL_PORT" -> text.textNode("PORT");
            case "duration" ->
                    object.has("name") ? value : text.textNode(value.isNumber() ? "N" : "?");
            case "value" ->
                    object.path("variable").asText().startsWith("RTPAUDIOQOS")
                            ? text.textNode("Q")
                            : value.asText().matches("20\\d{3}")
                                    ? text.textNode("PORT")
                                    : of(value);
            case "bridge_ids" -> known(value);
            case "message_body" -> text.textNode(text(withoutTimes(value.asText())));
            default -> of(value);
        };
    }

    private JsonNode known(JsonNode ids) {
        var copy = JsonNodeFactory.instance.arrayNode();
        ids.forEach(
                id -> {
                    if (knows(id.asText())) {
                        copy.add(of(id));
                    }
                });
        return copy;
    }

    private static String withoutTimes(String text) {
        return TIME.matcher(text).replaceAll("TIME");
    }

    private String text(String text) {
        var replaced = text;
        var longestFirst = new ArrayList<>(labels.keySet());
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        for (var key : longestFirst) {
            replaced = replaced.replace(key, labels.getOrDefault(key, ""));
        }
        return replaced;
    }
}
