package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// Checks what a peer wants of its session and merges it with what is in effect: all of it, or
/// none.
///
/// Source of names, types and ranges: schemas `RealtimeSessionCreateRequestGA`,
/// `RealtimeAudioConfig`, `RealtimeTurnDetection`. What the real service would do and we cannot is
/// refused here, what only tunes a model is taken and shown, see docs/realtime.md.
final class SessionUpdate {
    private static final Set<String> KNOWN =
            Set.of(
                    "type",
                    "id",
                    "object",
                    "expires_at",
                    "model",
                    "output_modalities",
                    "instructions",
                    "audio",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "reasoning",
                    "max_output_tokens",
                    "truncation",
                    "tracing",
                    "prompt",
                    "include");

    /// Fixed when the session begins, or ours to say.
    private static final Set<String> FIXED = Set.of("type", "id", "object", "expires_at", "model");

    private final String at;
    private final ObjectNode merged;

    private SessionUpdate(String at, ObjectNode merged) {
        this.at = at;
        this.merged = merged;
    }

    /// A `session.update`, or the session of a client secret.
    static SessionConfig apply(SessionConfig before, ObjectNode session) throws ProtocolError {
        requireRealtime(session);
        var update = new SessionUpdate("session.", before.copy());
        update.merge(session);
        return new SessionConfig(update.merged);
    }

    /// What a `response.create` changes of the session for its one response.
    static SessionConfig forResponse(SessionConfig before, ObjectNode wishes) throws ProtocolError {
        var update = new SessionUpdate("response.", before.copy());
        update.merge(wishes);
        return new SessionConfig(update.merged);
    }

    static ObjectNode serverVad() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "server_vad")
                .put("threshold", 0.5)
                .put("prefix_padding_ms", 300)
                .put("silence_duration_ms", 500)
                .put("create_response", true)
                .put("interrupt_response", true);
    }

    private static void requireRealtime(ObjectNode session) throws ProtocolError {
        var type = session.path("type");
        if (type.isMissingNode()) {
            throw ProtocolError.missing("session.type");
        }
        if ("transcription".equals(type.asText())) {
            throw ProtocolError.value(
                    "session.type", "Transcription sessions are not served here, only «realtime».");
        }
        if (!"realtime".equals(type.asText())) {
            throw ProtocolError.value("session.type", "The type of a session is «realtime».");
        }
    }

    private void merge(ObjectNode wishes) throws ProtocolError {
        for (var wish : wishes.properties()) {
            var name = wish.getKey();
            if (!KNOWN.contains(name)) {
                throw ProtocolError.unknown(at + name);
            }
            if (!FIXED.contains(name)) {
                merged.set(name, checked(name, wish.getValue()));
            }
        }
    }

    private JsonNode checked(String name, JsonNode value) throws ProtocolError {
        return switch (name) {
            case "output_modalities" -> modalities(value);
            case "instructions" -> require(value, value.isTextual(), name, "a string");
            case "audio" -> audio(value);
            case "tools" -> ToolWishes.tools(value, at + "tools");
            case "tool_choice" -> ToolWishes.choice(value, at + "tool_choice");
            case "max_output_tokens" ->
                    require(
                            value,
                            "inf".equals(value.asText())
                                    || (value.isInt()
                                            && value.asInt() >= 1
                                            && value.asInt() <= 4_096),
                            name,
                            "1 to 4096 or \"inf\"");
            case "parallel_tool_calls" -> require(value, value.isBoolean(), name, "a boolean");
            case "reasoning" -> require(value, value.isObject(), name, "an object");
            case "truncation" ->
                    require(value, value.isTextual() || value.isObject(), name, "a rule");
            case "tracing" ->
                    require(
                            value,
                            value.isNull() || value.isTextual() || value.isObject(),
                            name,
                            "\"auto\", an object or null");
            case "prompt" -> require(value, value.isNull(), name, "null: no prompts are stored");
            case "include" -> require(value, value.isArray(), name, "an array");
            default -> throw ProtocolError.unknown(at + name);
        };
    }

    private JsonNode modalities(JsonNode value) throws ProtocolError {
        var one = value.path(0).asText();
        return require(
                value,
                value.isArray() && value.size() == 1 && ("audio".equals(one) || "text".equals(one)),
                "output_modalities",
                "[\"audio\"] or [\"text\"]");
    }

    private JsonNode audio(JsonNode value) throws ProtocolError {
        require(value, value.isObject(), "audio", "an object");
        var audio = merged.withObject("audio");
        for (var side : value.properties()) {
            var path = "audio." + side.getKey();
            switch (side.getKey()) {
                case "input" -> {
                    require(side.getValue(), side.getValue().isObject(), path, "an object");
                    for (var wish : side.getValue().properties()) {
                        input(audio.withObject("input"), wish.getKey(), wish.getValue());
                    }
                }
                case "output" -> {
                    require(side.getValue(), side.getValue().isObject(), path, "an object");
                    for (var wish : side.getValue().properties()) {
                        output(audio.withObject("output"), wish.getKey(), wish.getValue());
                    }
                }
                default -> throw ProtocolError.unknown(at + path);
            }
        }
        return audio;
    }

    private void input(ObjectNode input, String name, JsonNode value) throws ProtocolError {
        var path = "audio.input." + name;
        switch (name) {
            case "format" -> input.set(name, WireFormat.read(value, at + path).json());
            case "noise_reduction", "transcription" -> {
                require(value, value.isObject() || value.isNull(), path, "an object or null");
                if (value.isNull()) {
                    input.remove(name);
                } else {
                    input.set(name, value);
                }
            }
            case "turn_detection" -> input.set(name, turnDetection(value, path));
            default -> throw ProtocolError.unknown(at + path);
        }
    }

    private void output(ObjectNode output, String name, JsonNode value) throws ProtocolError {
        var path = "audio.output." + name;
        switch (name) {
            case "format" -> output.set(name, WireFormat.read(value, at + path).json());
            case "voice" -> {
                var named = value.isTextual() || value.path("id").isTextual();
                output.set(name, require(value, named, path, "a name, or an object with an id"));
            }
            case "speed" -> {
                var right = value.isNumber() && value.asDouble() >= 0.25 && value.asDouble() <= 1.5;
                output.set(name, require(value, right, path, "0.25 to 1.5"));
            }
            default -> throw ProtocolError.unknown(at + path);
        }
    }

    private JsonNode turnDetection(JsonNode value, String path) throws ProtocolError {
        if (value.isNull()) {
            return value;
        }
        require(value, value.isObject(), path, "an object or null");
        var type = value.path("type").asText();
        var detection =
                switch (type) {
                    case "server_vad" -> serverVad();
                    case "semantic_vad" -> semanticVad();
                    default ->
                            throw ProtocolError.value(
                                    at + path + ".type",
                                    "The type is «server_vad» or «semantic_vad».");
                };
        for (var wish : value.properties()) {
            var name = wish.getKey();
            var of = path + "." + name;
            var given = wish.getValue();
            switch (name) {
                case "type" -> {}
                case "create_response", "interrupt_response" ->
                        require(given, given.isBoolean(), of, "a boolean");
                case "threshold" ->
                        require(
                                given,
                                given.isNumber() && given.asDouble() >= 0 && given.asDouble() <= 1,
                                of,
                                "0 to 1");
                case "prefix_padding_ms", "silence_duration_ms" ->
                        require(
                                given,
                                given.canConvertToInt() && given.asInt() >= 0,
                                of,
                                "milliseconds");
                case "eagerness" ->
                        require(
                                given,
                                Set.of("low", "medium", "high", "auto").contains(given.asText()),
                                of,
                                "low, medium, high or auto");
                case "idle_timeout_ms" ->
                        require(given, given.isNull(), of, "null: nobody is called back here");
                default -> throw ProtocolError.unknown(at + of);
            }
            detection.set(name, given);
        }
        return detection;
    }

    private static ObjectNode semanticVad() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "semantic_vad")
                .put("eagerness", "auto")
                .put("create_response", true)
                .put("interrupt_response", true);
    }

    private JsonNode require(JsonNode value, boolean right, String name, String what)
            throws ProtocolError {
        if (!right) {
            throw ProtocolError.value(at + name, "«%s» is %s.".formatted(at + name, what));
        }
        return value;
    }
}
