package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Checks events of ours against what the public schema says of them (`realtime-events.json`).
final class SchemaCheck {
    private static final JsonNode FACTS = facts();

    private SchemaCheck() {}

    /// What is wrong with an event, empty where nothing is.
    static List<String> wrongWith(JsonNode event) {
        var type = event.path("type").asText();
        var schema = FACTS.path("events").path(type);
        if (schema.isMissingNode()) {
            return List.of("unknown event «" + type + "»");
        }
        var wrong = new ArrayList<String>();
        fields(event, schema, type, true, wrong);
        return wrong;
    }

    private static void fields(
            JsonNode value, JsonNode schema, String at, boolean isEvent, List<String> wrong) {
        if (!value.isObject()) {
            wrong.add(at + " is no object");
            return;
        }
        var any = schema.path("*");
        for (var field : schema.properties()) {
            var optional = field.getKey().endsWith("?");
            var name = optional ? field.getKey().replace("?", "") : field.getKey();
            if (value.has(name)) {
                if (!is(value.path(name), field.getValue(), at + "." + name, wrong)) {
                    wrong.add(
                            "%s.%s is %s and not %s"
                                    .formatted(at, name, value.path(name), field.getValue()));
                }
            } else if (!optional && !name.equals("*")) {
                wrong.add(at + "." + name + " is missing");
            }
        }
        for (var field : value.properties()) {
            var name = field.getKey();
            var known =
                    schema.has(name)
                            || schema.has(name + "?")
                            || any.isTextual()
                            || (isEvent && name.equals("type"));
            if (!known) {
                wrong.add(at + "." + name + " is unknown");
            }
        }
    }

    private static boolean is(JsonNode value, JsonNode type, String at, List<String> wrong) {
        var text = type.asText();
        if (text.startsWith("[")) {
            var element =
                    com.fasterxml.jackson.databind.node.TextNode.valueOf(
                            text.substring(1, text.length() - 1));
            if (!value.isArray()) {
                return false;
            }
            for (var each : value) {
                if (!is(each, element, at + "[]", wrong)) {
                    return false;
                }
            }
            return true;
        }
        var reasons = new ArrayList<String>();
        for (var alternative : text.split("\\|", -1)) {
            if (isOne(value, alternative, at, reasons)) {
                return true;
            }
        }
        wrong.addAll(reasons);
        return false;
    }

    private static boolean isOne(JsonNode value, String type, String at, List<String> reasons) {
        if (type.startsWith("@")) {
            var named = FACTS.path("types").path(type.substring(1));
            if (named.isTextual()) {
                return is(value, named, at, reasons);
            }
            var found = new ArrayList<String>();
            fields(value, named, at, false, found);
            reasons.addAll(found);
            return found.isEmpty();
        }
        if (type.startsWith("'")) {
            return value.isTextual() && value.asText().equals(type.substring(1, type.length() - 1));
        }
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            case "any" -> true;
            default -> throw new IllegalStateException("no such type: " + type);
        };
    }

    private static JsonNode facts() {
        try (var in = SchemaCheck.class.getResourceAsStream("realtime-events.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
