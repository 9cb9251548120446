package io.centralita.fake.chat;

import static io.centralita.fake.chat.RequestRules.refuse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What is checked of `tools`. Stateless.
final class ToolRules {
    static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final int LONGEST_DESCRIPTION = 1_024;
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");

    private ToolRules() {}

    /// @return what is tolerated and should not happen
    static List<String> check(List<Fields> tools) {
        var violations = new ArrayList<String>();
        var names = new HashSet<String>();
        for (var tool : tools) {
            tool.onlyThese(Set.of("type", "function"));
            if (!tool.text("type").equals("function")) {
                throw refuse(
                        "invalid_value",
                        "Invalid value: '%s'. Supported values are: 'function' and 'custom'."
                                .formatted(tool.text("type")),
                        tool.pathOf("type"));
            }
            var function = tool.object("function");
            function.onlyThese(Set.of("name", "description", "parameters", "strict"));
            name(function);
            description(function);
            var name = function.text("name");
            if (function.has("parameters")) {
                schema(function, name);
            }
            if (!names.add(name)) {
                violations.add("two tools are called " + name);
            }
        }
        return violations;
    }

    static void name(Fields function) {
        var name = function.text("name");
        if (!NAME.matcher(name).matches()) {
            throw refuse(
                    "invalid_value",
                    "Invalid '%s': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'."
                            .formatted(function.pathOf("name")),
                    function.pathOf("name"));
        }
    }

    private static void description(Fields function) {
        var description = function.optionalText("description");
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            throw refuse(
                    "string_above_max_length",
                    "Invalid '%s': string too long. Expected a string with maximum length 1024, but got a string with length %d instead."
                            .formatted(function.pathOf("description"), description.length()),
                    function.pathOf("description"));
        }
    }

    private static void schema(Fields function, String name) {
        var parameters = function.object("parameters").node();
        if (!parameters.path("type").asText().equals("object")) {
            throw invalid(
                    function,
                    name,
                    "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"%s\"'."
                            .formatted(parameters.path("type").asText("None")));
        }
        walk(function, name, parameters, "()");
    }

    private static void walk(Fields function, String name, JsonNode schema, String context) {
        for (var type : types(schema)) {
            if (!TYPES.contains(type)) {
                throw invalid(
                        function,
                        name,
                        "'%s' is not valid under any of the given schemas.".formatted(type));
            }
            if (type.equals("array") && !schema.has("items")) {
                throw invalid(
                        function,
                        name,
                        "In context=%s, array schema missing items.".formatted(context));
            }
        }
        if (schema.has("required") && !schema.path("required").isArray()) {
            throw invalid(function, name, schema.path("required") + " is not of type 'array'.");
        }
        if (schema.has("properties") && !schema.path("properties").isObject()) {
            throw invalid(function, name, schema.path("properties") + " is not of type 'object'.");
        }
        schema.path("properties")
                .properties()
                .forEach(
                        property ->
                                walk(
                                        function,
                                        name,
                                        property.getValue(),
                                        "('properties', '" + property.getKey() + "')"));
        if (schema.path("items").isObject()) {
            walk(function, name, schema.path("items"), context + "[items]");
        }
    }

    private static List<String> types(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray()
                ? type.valueStream().map(JsonNode::asText).toList()
                : type.isTextual() ? List.of(type.asText()) : List.of();
    }

    private static RuntimeException invalid(Fields function, String name, String why) {
        return refuse(
                "invalid_function_parameters",
                "Invalid schema for function '" + name + "': " + why,
                function.pathOf("parameters"));
    }
}
