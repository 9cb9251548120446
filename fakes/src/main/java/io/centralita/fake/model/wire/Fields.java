package io.centralita.fake.model.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A JSON object read field by field. What was never asked for is unknown, and refused in the end.
final class Fields {
    private final JsonNode node;
    private final String path;
    private final Set<String> read = new HashSet<>();

    /// @param path of the object, empty for the event itself
    Fields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
        if (!node.isObject()) {
            throw wrongType(path, "an object");
        }
    }

    /// Refuses what is there and was not read.
    void end() {
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!read.contains(name)) {
                                throw RefusedException.unknown(pathOf(name));
                            }
                        });
    }

    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /// Null when the field is absent; a JSON null comes as such.
    @Nullable JsonNode raw(String name) {
        read.add(name);
        return node.get(name);
    }

    /// Whether it is there as `null`.
    boolean isNull(String name) {
        var value = raw(name);
        return value != null && value.isNull();
    }

    String text(String name) {
        return required(name, optionalText(name));
    }

    @Nullable String optionalText(String name) {
        var value = present(name);
        if (value != null && !value.isTextual()) {
            throw wrongType(pathOf(name), "a string");
        }
        return value == null ? null : value.textValue();
    }

    int integer(String name) {
        return required(name, optionalInteger(name));
    }

    @Nullable Integer optionalInteger(String name) {
        var value = present(name);
        if (value != null && !value.canConvertToInt()) {
            throw wrongType(pathOf(name), "an integer");
        }
        if (value != null && !value.isIntegralNumber()) {
            throw wrongType(pathOf(name), "an integer");
        }
        return value == null ? null : value.intValue();
    }

    @Nullable Double optionalNumber(String name) {
        var value = present(name);
        if (value != null && !value.isNumber()) {
            throw wrongType(pathOf(name), "a number");
        }
        return value == null ? null : value.doubleValue();
    }

    @Nullable Boolean optionalBoolean(String name) {
        var value = present(name);
        if (value != null && !value.isBoolean()) {
            throw wrongType(pathOf(name), "a boolean");
        }
        return value == null ? null : value.booleanValue();
    }

    Fields object(String name) {
        return required(name, optionalObject(name));
    }

    @Nullable Fields optionalObject(String name) {
        var value = present(name);
        return value == null ? null : new Fields(value, pathOf(name));
    }

    @Nullable List<Fields> optionalObjects(String name) {
        var elements = array(name);
        if (elements == null) {
            return null;
        }
        var objects = new ArrayList<Fields>();
        for (int i = 0; i < elements.size(); i++) {
            objects.add(new Fields(elements.get(i), pathOf(name) + "[" + i + "]"));
        }
        return objects;
    }

    List<Fields> objects(String name) {
        return required(name, optionalObjects(name));
    }

    @Nullable List<String> optionalTexts(String name) {
        var elements = array(name);
        if (elements == null) {
            return null;
        }
        var texts = new ArrayList<String>();
        for (var element : elements) {
            if (!element.isTextual()) {
                throw wrongType(pathOf(name), "an array of strings");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    <T> T choice(String name, Map<String, T> choices) {
        return required(name, optionalChoice(name, choices));
    }

    <T> @Nullable T optionalChoice(String name, Map<String, T> choices) {
        var value = optionalText(name);
        if (value == null) {
            return null;
        }
        var chosen = choices.get(value);
        if (chosen == null) {
            throw RefusedException.invalid(
                    pathOf(name),
                    "Invalid value: '"
                            + value
                            + "'. Supported values are: "
                            + new TreeSet<>(choices.keySet())
                            + ".");
        }
        return chosen;
    }

    RefusedException wrongType(String param, String expected) {
        return RefusedException.invalid(
                param, "Invalid type for '" + param + "': expected " + expected + ".");
    }

    private @Nullable JsonNode array(String name) {
        var value = present(name);
        if (value != null && !value.isArray()) {
            throw wrongType(pathOf(name), "an array");
        }
        return value;
    }

    private @Nullable JsonNode present(String name) {
        var value = raw(name);
        return value == null || value.isNull() ? null : value;
    }

    private <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw RefusedException.missing(pathOf(name));
        }
        return value;
    }
}
