package io.centralita.tool.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The JSON body of a request, with places for arguments.
///
/// A text that is nothing but `{name}` becomes the argument, of whatever type it is, and is left
/// out where it was not given. `{name}` inside a longer text becomes the argument's text. Braces
/// around anything else stay as they are.
public final class BodyTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9_-]+)}");

    private final JsonNode template;
    private final Set<String> names = new LinkedHashSet<>();

    public BodyTemplate(JsonNode template) {
        this.template = template;
        collect(template);
    }

    private void collect(JsonNode node) {
        if (node.isTextual()) {
            PLACE.matcher(node.textValue()).results().map(m -> m.group(1)).forEach(names::add);
        }
        node.forEach(this::collect);
    }

    /// Arguments it has places for.
    public Set<String> names() {
        return Set.copyOf(names);
    }

    JsonNode fill(ObjectNode arguments) throws UnfitArgument {
        var filled = fill(template, arguments);
        return filled.isMissingNode() ? JsonNodeFactory.instance.nullNode() : filled;
    }

    private static JsonNode fill(JsonNode node, ObjectNode arguments) throws UnfitArgument {
        return switch (node) {
            case TextNode text -> fillText(text.textValue(), arguments);
            case ObjectNode object -> {
                var filled = JsonNodeFactory.instance.objectNode();
                for (var field : object.properties()) {
                    var value = fill(field.getValue(), arguments);
                    if (!value.isMissingNode()) {
                        filled.set(field.getKey(), value);
                    }
                }
                yield filled;
            }
            case ArrayNode array -> {
                var filled = JsonNodeFactory.instance.arrayNode();
                for (var each : array) {
                    var value = fill(each, arguments);
                    if (!value.isMissingNode()) {
                        filled.add(value);
                    }
                }
                yield filled;
            }
            default -> node;
        };
    }

    private static JsonNode fillText(String text, ObjectNode arguments) throws UnfitArgument {
        var whole = PLACE.matcher(text);
        if (whole.matches()) {
            var value = arguments.path(whole.group(1));
            return value.isNull() ? MissingNode.getInstance() : value;
        }
        var filled = new StringBuilder();
        int done = 0;
        for (MatchResult place : (Iterable<MatchResult>) PLACE.matcher(text).results()::iterator) {
            filled.append(text, done, place.start());
            filled.append(Arguments.text(arguments, place.group(1)));
            done = place.end();
        }
        return TextNode.valueOf(filled.append(text, done, text.length()).toString());
    }
}
