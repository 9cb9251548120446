package io.centralita.console.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// People read texts of the two languages, and nothing else.
class WebTextsTest {
    private static final Pattern ENTRY =
            Pattern.compile("(?m)^ {2}'([^']+)': '((?:[^'\\\\]|\\\\.)*)',$");
    private static final Pattern VALUE = Pattern.compile("\\{(\\w+)}");

    /// A key written out: `t('live.title')`, `count('live.count', n)`.
    private static final Pattern USE = Pattern.compile("\\b(t|count|word)\\('([\\w.-]+)'");

    /// Words between tags of a template: `<p>Loading</p>`; what is of units and names of things is
    /// not of a language.
    private static final Pattern LITERAL =
            Pattern.compile("(?<!=)>\\s*([\\p{L}][\\p{L} ,.!?]{2,})\\s*<");

    private static final Set<String> NAMES = Set.of("RouterOS");

    private static final SortedMap<String, byte[]> FILES =
            ClassPathFolder.read(
                    WebTextsTest.class.getClassLoader(), "io/centralita/console/web/index.html");

    @Test
    void both_languages_say_the_same_things_with_the_same_values() {
        var spanish = texts("es");
        var english = texts("en");
        assertThat(spanish).hasSizeGreaterThan(300);
        assertThat(english.keySet()).isEqualTo(spanish.keySet());
        spanish.forEach(
                (key, text) ->
                        assertThat(values(english.getOrDefault(key, "")))
                                .as(key)
                                .isEqualTo(values(text)));
    }

    @Test
    void every_text_that_a_view_asks_for_is_there() {
        var keys = texts("es").keySet();
        var missing = new TreeSet<String>();
        modules()
                .forEach(
                        (name, code) -> {
                            for (var use : USE.matcher(code).results().toList()) {
                                var key = use.group(2);
                                boolean there =
                                        switch (use.group(1)) {
                                            case "t" -> keys.contains(key);
                                            case "count" ->
                                                    keys.contains(key + ".one")
                                                            && keys.contains(key + ".other");
                                            default ->
                                                    keys.stream()
                                                            .anyMatch(k -> k.startsWith(key + "."));
                                        };
                                if (!there) {
                                    missing.add(name + ": " + key);
                                }
                            }
                        });
        assertThat(missing).isEmpty();
    }

    @Test
    void no_view_has_words_of_its_own() {
        var found = new ArrayList<String>();
        modules()
                .forEach(
                        (name, code) ->
                                LITERAL.matcher(code)
                                        .results()
                                        .map(literal -> literal.group(1).strip())
                                        .filter(words -> !NAMES.contains(words))
                                        .forEach(words -> found.add(name + ": " + words)));
        assertThat(found).isEmpty();
    }

    private static Map<String, String> modules() {
        var modules = new TreeMap<String, String>();
        FILES.forEach(
                (name, content) -> {
                    if (name.startsWith("app/") && name.endsWith(".js")) {
                        modules.put(name, WebFile.of(name, content).text());
                    }
                });
        assertThat(modules).hasSizeGreaterThan(30);
        return modules;
    }

    private static Map<String, String> texts(String language) {
        var texts = new TreeMap<String, String>();
        for (var part : List.of("console", "calls", "house")) {
            var name = "texts/%s/%s.js".formatted(language, part);
            var file = WebFile.of(name, requireNonNull(FILES.get(name))).text();
            ENTRY.matcher(file)
                    .results()
                    .forEach(
                            entry ->
                                    assertThat(texts.put(entry.group(1), entry.group(2)))
                                            .as("twice: " + entry.group(1))
                                            .isNull());
        }
        return texts;
    }

    private static Set<String> values(String text) {
        var names = new TreeSet<String>();
        VALUE.matcher(text).results().forEach(value -> names.add(value.group(1)));
        return names;
    }
}
