package io.centralita.engine.offline.ears;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// What this part knows of a language: its phrase templates and its odd words, from the resources
/// `<language>.grammar` and `<language>.properties`.
///
/// @param words the properties
record LanguageTexts(String language, String grammar, Map<String, String> words) {
    static LanguageTexts load(String language) throws IOException {
        var properties = new Properties();
        try (var stream = open(language + ".properties");
                var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        var words = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(n -> words.put(n, properties.getProperty(n)));
        try (var stream = open(language + ".grammar")) {
            var grammar = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new LanguageTexts(language, grammar, Map.copyOf(words));
        }
    }

    /// Nats a frame by which free phones may explain a sentence better than the grammar does.
    float leastMargin() {
        var text = words.get("least-margin");
        if (text == null) {
            throw new IllegalArgumentException("the words of " + language + " lack least-margin");
        }
        return Float.parseFloat(text);
    }

    /// The entries below a prefix; alternatives are parted by `|`.
    Map<String, List<String>> lists(String prefix) {
        var lists = new HashMap<String, List<String>>();
        words.forEach(
                (key, value) -> {
                    if (key.startsWith(prefix)) {
                        lists.put(key.substring(prefix.length()), alternatives(value));
                    }
                });
        return lists;
    }

    private static List<String> alternatives(String value) {
        return Arrays.stream(value.split("\\|", -1)).map(String::strip).toList();
    }

    private static InputStream open(String name) throws IOException {
        var stream = LanguageTexts.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IOException("no resource " + name + " of the offline recogniser");
        }
        return stream;
    }
}
