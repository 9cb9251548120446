package io.centralita.tool.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// Arguments as text, for templates.
final class Arguments {
    private Arguments() {}

    static boolean has(ObjectNode arguments, String name) {
        return arguments.hasNonNull(name);
    }

    /// The one value; empty text where there is none.
    static String text(ObjectNode arguments, String name) throws UnfitArgument {
        return has(arguments, name) ? scalar(name, arguments.get(name)) : "";
    }

    /// The values of a list; one where it is a single value.
    static List<String> texts(ObjectNode arguments, String name) throws UnfitArgument {
        var value = arguments.get(name);
        if (!value.isArray()) {
            return List.of(scalar(name, value));
        }
        var texts = new ArrayList<String>();
        for (var each : value) {
            texts.add(scalar(name, each));
        }
        return texts;
    }

    private static String scalar(String name, JsonNode value) throws UnfitArgument {
        if (!value.isValueNode() || value.isNull()) {
            throw new UnfitArgument("\"%s\" must be a single value.".formatted(name));
        }
        return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
    }
}
