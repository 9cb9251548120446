package io.centralita.tenant.form;

import io.centralita.tenant.document.YamlNode;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.reader.StreamReader;

/// A value of a document and where it is.
///
/// @param path from the document's top: `numbers[2].number`
record Item(String path, YamlNode node) {
    private static final int LONGEST_QUOTE = 60;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final Pattern LINE_BREAK =
            Pattern.compile("\\r\\n?|[\\x{85}\\x{2028}\\x{2029}]");

    Item field(String name, YamlNode value) {
        return new Item(path.isEmpty() ? name : path + "." + name, value);
    }

    Item element(int place, YamlNode value) {
        return new Item(path + "[" + place + "]", value);
    }

    boolean isValue() {
        return node.json().isValueNode() && !node.json().isNull();
    }

    /// Stripped, with plain line breaks and without what no file can hold.
    String text() {
        return plain(node.json().asText());
    }

    static String plain(String text) {
        var lines = LINE_BREAK.matcher(text).replaceAll("\n");
        return lines.codePoints()
                .filter(one -> StreamReader.isPrintable(one) && one != BYTE_ORDER_MARK)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    /// For a problem: the text, shortened.
    String quote() {
        var text = isValue() ? text() : node.json().toString();
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
