package io.centralita.call.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Checks what a model wrote as arguments against the tool's schema, and says what is wrong in
/// words a model can act on.
///
/// Understands of JSON Schema what tools for models use: `type`, `required`, `properties`, `enum`,
/// `minLength`, `maxLength`, `minimum`, `maximum` of the top-level properties. What it does not
/// understand it does not refuse.
final class ToolArguments {
    static final int MAX_CHARS = 16_384;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final ObjectMapper SORTED =
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    /// Either the parsed arguments or what is wrong with them.
    sealed interface Checked {
        record Valid(ObjectNode arguments) implements Checked {}

        record Invalid(String feedback) implements Checked {}
    }

    private ToolArguments() {}

    static Checked check(ToolCall call, ToolDefinition definition) {
        var text = call.arguments().isBlank() ? "{}" : call.arguments();
        if (text.length() > MAX_CHARS) {
            return new Checked.Invalid(
                    "The arguments are longer than %d characters.".formatted(MAX_CHARS));
        }
        JsonNode parsed;
        try {
            parsed = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return new Checked.Invalid("The arguments are not valid JSON.");
        }
        if (!(parsed instanceof ObjectNode arguments)) {
            return new Checked.Invalid("The arguments must be a JSON object.");
        }
        var wrong = wrongWith(arguments, definition.parameters());
        return wrong.isEmpty()
                ? new Checked.Valid(arguments)
                : new Checked.Invalid(String.join(" ", wrong));
    }

    /// The same for all texts that mean the same arguments: keys in order, no blanks. What is no
    /// JSON object stays as it is.
    static String canonical(String arguments) {
        var text = arguments.isBlank() ? "{}" : arguments.strip();
        if (text.length() > MAX_CHARS) {
            return text;
        }
        try {
            return SORTED.writeValueAsString(SORTED.readValue(text, TREE));
        } catch (JsonProcessingException _) {
            return text;
        }
    }

    /// The same without one of the arguments.
    static String canonicalWithout(String name, String arguments) {
        try {
            if (JSON.readTree(arguments) instanceof ObjectNode object) {
                object.remove(name);
                return canonical(object.toString());
            }
        } catch (JsonProcessingException _) {
            // no object: it has no arguments to leave out
        }
        return canonical(arguments);
    }

    private static List<String> wrongWith(ObjectNode arguments, ObjectNode schema) {
        var wrong = new ArrayList<String>();
        for (var name : schema.path("required")) {
            if (!arguments.hasNonNull(name.asText())) {
                wrong.add("The argument \"%s\" is missing.".formatted(name.asText()));
            }
        }
        for (var property : schema.path("properties").properties()) {
            var value = arguments.get(property.getKey());
            if (value != null && !value.isNull()) {
                checkValue(property.getKey(), value, property.getValue(), wrong);
            }
        }
        return wrong;
    }

    private static void checkValue(
            String name, JsonNode value, JsonNode schema, List<String> wrong) {
        var type = schema.path("type").asText();
        if (!hasType(value, type)) {
            wrong.add("The argument \"%s\" must be of type %s.".formatted(name, type));
            return;
        }
        if (value.isTextual()) {
            var length = value.asText().strip().length();
            if (length < schema.path("minLength").asInt(0)) {
                wrong.add("The argument \"%s\" is too short.".formatted(name));
            }
            if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
                wrong.add(
                        "The argument \"%s\" is longer than %d characters."
                                .formatted(name, schema.path("maxLength").asInt()));
            }
        }
        if (value.isNumber()
                && (value.asDouble() < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                        || value.asDouble()
                                > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY))) {
            wrong.add(
                    "The argument \"%s\" must be between %s and %s."
                            .formatted(name, schema.path("minimum"), schema.path("maximum")));
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            wrong.add(
                    "The argument \"%s\" must be one of %s.".formatted(name, schema.path("enum")));
        }
    }

    private static boolean hasType(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            default -> true;
        };
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (var each : values) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
