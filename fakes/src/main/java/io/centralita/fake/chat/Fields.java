package io.centralita.fake.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.fake.chat.Refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON object of a request; a `null` counts as absent, as it does at the service.
final class Fields {
    private final JsonNode node;
    private final String path;

    /// @param path empty for the request itself
    Fields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
        if (!node.isObject()) {
            throw new RefusedException(Refusal.wrongType(path, "an object"));
        }
    }

    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    JsonNode node() {
        return node;
    }

    /// Names that are none of these.
    List<String> othersThan(Set<String> known) {
        var others = new ArrayList<String>();
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                others.add(name);
                            }
                        });
        return others;
    }

    void onlyThese(Set<String> known) {
        var others = othersThan(known);
        if (!others.isEmpty()) {
            throw new RefusedException(Refusal.unknown(pathOf(others.getFirst())));
        }
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    String text(String name) {
        if (!has(name)) {
            throw new RefusedException(Refusal.missing(pathOf(name)));
        }
        if (!node.path(name).isTextual()) {
            throw new RefusedException(Refusal.wrongType(pathOf(name), "a string"));
        }
        return node.path(name).textValue();
    }

    @Nullable String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        if (!node.path(name).isBoolean()) {
            throw new RefusedException(Refusal.wrongType(pathOf(name), "a boolean"));
        }
        return node.path(name).booleanValue();
    }

    void range(String name, double least, double most) {
        if (!has(name)) {
            return;
        }
        var value = node.path(name);
        if (!value.isNumber()) {
            throw new RefusedException(Refusal.wrongType(pathOf(name), "a decimal"));
        }
        if (value.doubleValue() < least || value.doubleValue() > most) {
            boolean below = value.doubleValue() < least;
            throw new RefusedException(
                    Refusal.invalid(
                            below ? "decimal_below_min_value" : "decimal_above_max_value",
                            "Invalid '%s': decimal %s value. Expected a value %s %s, but got %s instead."
                                    .formatted(
                                            pathOf(name),
                                            below ? "below minimum" : "above maximum",
                                            below ? ">=" : "<=",
                                            below ? least : most,
                                            value.asText()),
                            pathOf(name)));
        }
    }

    void positive(String name) {
        if (has(name) && !(node.path(name).isInt() && node.path(name).intValue() > 0)) {
            throw new RefusedException(
                    Refusal.invalid(
                            "integer_below_min_value",
                            "Invalid '%s': integer below minimum value. Expected a value >= 1, but got %s instead."
                                    .formatted(pathOf(name), node.path(name).asText()),
                            pathOf(name)));
        }
    }

    Fields object(String name) {
        if (!has(name)) {
            throw new RefusedException(Refusal.missing(pathOf(name)));
        }
        return new Fields(node.path(name), pathOf(name));
    }

    /// Elements of an array that may not be empty.
    List<Fields> objects(String name) {
        var array = node.path(name);
        if (!array.isArray()) {
            throw new RefusedException(Refusal.wrongType(pathOf(name), "an array of objects"));
        }
        if (array.isEmpty()) {
            throw new RefusedException(
                    Refusal.invalid(
                            "empty_array",
                            "Invalid '%s': empty array. Expected an array with minimum length 1, but got an empty array instead."
                                    .formatted(pathOf(name)),
                            pathOf(name)));
        }
        var objects = new ArrayList<Fields>();
        for (int i = 0; i < array.size(); i++) {
            objects.add(new Fields(array.get(i), pathOf(name) + "[" + i + "]"));
        }
        return objects;
    }
}
