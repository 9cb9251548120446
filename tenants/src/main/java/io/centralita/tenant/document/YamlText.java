package io.centralita.tenant.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.ArrayList;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Writes YAML as people would: blocks, lines of a text below each other, short lists in a line.
/// [YamlNode] reads the same again.
public final class YamlText {
    private static final int SHORT_LIST = 4;
    private static final int SHORT_TEXT = 20;

    private YamlText() {}

    public static String of(JsonNode document) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        var text = new StringWriter();
        new Yaml(options).serialize(node(document), text);
        return text.toString();
    }

    private static Node node(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                var fields = new ArrayList<NodeTuple>();
                json.properties()
                        .forEach(
                                field ->
                                        fields.add(
                                                new NodeTuple(
                                                        text(field.getKey()),
                                                        node(field.getValue()))));
                yield new MappingNode(Tag.MAP, fields, FlowStyle.BLOCK);
            }
            case ARRAY -> {
                var items = new ArrayList<Node>();
                json.forEach(item -> items.add(node(item)));
                yield new SequenceNode(
                        Tag.SEQ, items, isShort(json) ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            case BOOLEAN -> scalar(Tag.BOOL, json.asText(), ScalarStyle.PLAIN);
            case NUMBER ->
                    scalar(
                            json.isIntegralNumber() ? Tag.INT : Tag.FLOAT,
                            json.decimalValue().toPlainString(),
                            ScalarStyle.PLAIN);
            case NULL, MISSING -> scalar(Tag.NULL, "null", ScalarStyle.PLAIN);
            case STRING, BINARY, POJO -> text(json.asText());
        };
    }

    private static boolean isShort(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(item -> texts.add(item.isTextual() ? item.asText() : "\n"));
        return list.size() <= SHORT_LIST && texts.stream().allMatch(YamlText::isShort);
    }

    /// A colon would have to be quoted in a line.
    private static boolean isShort(String text) {
        return text.length() <= SHORT_TEXT && !text.contains("\n") && !text.contains(":");
    }

    private static Node text(String text) {
        return scalar(Tag.STR, text, text.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.PLAIN);
    }

    private static Node scalar(Tag tag, String text, ScalarStyle style) {
        return new ScalarNode(tag, text, null, null, style);
    }
}
