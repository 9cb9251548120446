package io.centralita.tenant.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A part of a YAML file that knows its line.
///
/// @param json what it says; numbers and switches are what they look like
/// @param line from 1; 0 where there are none
/// @param fields where it is a mapping
/// @param items where it is a list
public record YamlNode(
        JsonNode json, int line, Map<String, YamlNode> fields, List<YamlNode> items) {
    private static final int MOST_NODES = 20_000;
    private static final int DEEPEST = 50;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// The whole of it; an empty mapping where there is nothing.
    ///
    /// @throws YAMLException with the place, where it is no YAML
    public static YamlNode read(Reader reader) throws IOException {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(20);
        options.setNestingDepthLimit(DEEPEST);
        var root = new Yaml(options).compose(reader);
        return root == null
                ? new YamlNode(JSON.objectNode(), 1, Map.of(), List.of())
                : new Conversion().convert(root, 0);
    }

    /// The same of JSON, which has no lines: 0.
    public static YamlNode of(JsonNode json) {
        var fields = new LinkedHashMap<String, YamlNode>();
        json.properties().forEach(field -> fields.put(field.getKey(), of(field.getValue())));
        var items = new ArrayList<YamlNode>();
        if (json.isArray()) {
            json.forEach(item -> items.add(of(item)));
        }
        return new YamlNode(json, 0, fields, items);
    }

    public boolean isMapping() {
        return json.isObject();
    }

    public boolean isList() {
        return json.isArray();
    }

    /// A file may refer to its own parts; what that makes of it is bounded.
    private static final class Conversion {
        private int nodes;

        YamlNode convert(Node node, int depth) {
            nodes++;
            if (nodes > MOST_NODES || depth > DEEPEST) {
                throw new YAMLException("too much, or nested too deeply");
            }
            return switch (node) {
                case MappingNode mapping -> mapping(mapping, depth);
                case SequenceNode sequence -> sequence(sequence, depth);
                case ScalarNode scalar ->
                        new YamlNode(scalar(scalar), line(scalar), Map.of(), List.of());
                default -> throw new YAMLException("line " + line(node) + ": not understood");
            };
        }

        private YamlNode mapping(MappingNode mapping, int depth) {
            var json = JSON.objectNode();
            var fields = new LinkedHashMap<String, YamlNode>();
            for (var pair : mapping.getValue()) {
                if (!(pair.getKeyNode() instanceof ScalarNode key)) {
                    throw new YAMLException("line " + line(pair.getKeyNode()) + ": no name");
                }
                var value = convert(pair.getValueNode(), depth + 1);
                if (fields.put(key.getValue(), value) != null) {
                    throw new YAMLException(
                            "line " + line(key) + ": «" + key.getValue() + "» for the second time");
                }
                json.set(key.getValue(), value.json());
            }
            return new YamlNode(json, line(mapping), fields, List.of());
        }

        private YamlNode sequence(SequenceNode sequence, int depth) {
            var json = JSON.arrayNode();
            var items = new ArrayList<YamlNode>();
            for (var each : sequence.getValue()) {
                var item = convert(each, depth + 1);
                items.add(item);
                json.add(item.json());
            }
            return new YamlNode(json, line(sequence), Map.of(), items);
        }

        private static int line(Node node) {
            return node.getStartMark().getLine() + 1;
        }

        private static JsonNode scalar(ScalarNode scalar) {
            var text = scalar.getValue();
            var tag = scalar.getTag();
            if (tag.equals(Tag.NULL)) {
                return JSON.nullNode();
            }
            if (tag.equals(Tag.BOOL)) {
                return switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> JSON.booleanNode(true);
                    case "false" -> JSON.booleanNode(false);
                    default -> JSON.textNode(text); // «no» and «on» are words
                };
            }
            if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
                return number(text);
            }
            return JSON.textNode(text);
        }

        /// Only what is written plainly is a number: a telephone number or a code is not.
        private static JsonNode number(String text) {
            try {
                var number = new BigDecimal(text);
                if (!number.toPlainString().equals(text)) {
                    return JSON.textNode(text);
                }
                return number.scale() <= 0 && number.precision() - number.scale() < 18
                        ? JSON.numberNode(number.longValueExact())
                        : JSON.numberNode(number);
            } catch (NumberFormatException _) {
                return JSON.textNode(text);
            }
        }
    }
}
