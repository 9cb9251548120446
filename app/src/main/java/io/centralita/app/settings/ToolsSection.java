package io.centralita.app.settings;

import io.centralita.call.text.LocalizedText;
import io.centralita.tenant.document.NearestName;
import io.centralita.tenant.document.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One mapping of the tools file, read field by field; what is wrong is noted with its line.
final class ToolsSection {
    private static final Set<String> LANGUAGES = Set.of("es", "en");

    /// Longer sentences of ours keep callers from what they wait for.
    private static final int LONGEST_SPOKEN = 160;

    private final ToolsReading reading;
    private final YamlNode node;

    private ToolsSection(ToolsReading reading, YamlNode node) {
        this.reading = reading;
        this.node = node;
    }

    /// @param known names of its fields; others are problems
    /// @return empty where it is no mapping
    static Optional<ToolsSection> of(ToolsReading reading, YamlNode node, Set<String> known) {
        if (!node.isMapping()) {
            reading.problem("toolsfile.mapping", node);
            return Optional.empty();
        }
        for (var field : node.fields().entrySet()) {
            if (!known.contains(field.getKey())) {
                var nearest = NearestName.of(field.getKey(), known);
                reading.problem(
                        nearest.isPresent() ? "toolsfile.unknown.nearest" : "toolsfile.unknown",
                        field.getValue(),
                        field.getKey(),
                        nearest.orElse(String.join(", ", known.stream().sorted().toList())));
            }
        }
        return Optional.of(new ToolsSection(reading, node));
    }

    YamlNode node() {
        return node;
    }

    @Nullable YamlNode find(String name) {
        var found = node.fields().get(name);
        return found == null || found.json().isNull() ? null : found;
    }

    /// The text; null where there is none, which is noted where it is needed.
    @Nullable String text(String name, boolean needed) {
        var found = find(name);
        if (found == null) {
            if (needed) {
                reading.problem("toolsfile.needed", node, name);
            }
            return null;
        }
        if (!found.json().isValueNode() || found.json().asText().isBlank()) {
            wrong(name, found, new Problem.Right(new Kind.Text(), "", List.of()));
            return null;
        }
        return found.json().asText().strip();
    }

    /// A text, or one for each language: that of the house.
    @Nullable String localized(String name, boolean needed) {
        var found = find(name);
        if (found == null || !found.isMapping()) {
            return text(name, needed);
        }
        var language = reading.language().getLanguage();
        return of(reading, found, LANGUAGES).map(texts -> texts.text(language, true)).orElse(null);
    }

    /// What callers are told: a text in the language of the house, or one for each language, that
    /// of the house among them.
    LocalizedText spoken(String name) {
        var found = find(name);
        if (found == null) {
            return LocalizedText.NONE;
        }
        var house = reading.language();
        if (found.isMapping()) {
            return of(reading, found, LANGUAGES)
                    .map(texts -> texts.inEach(house.getLanguage()))
                    .orElse(LocalizedText.NONE);
        }
        var text = text(name, false);
        noteLong(found, text);
        return text == null ? LocalizedText.NONE : LocalizedText.of(house, text);
    }

    /// @param needed the language in which there has to be a text
    private LocalizedText inEach(String needed) {
        var texts = new LinkedHashMap<String, String>();
        for (var language : LANGUAGES.stream().sorted().toList()) {
            var text = text(language, language.equals(needed));
            if (text != null) {
                noteLong(node, text);
                texts.put(language, text);
            }
        }
        return new LocalizedText(texts);
    }

    private void noteLong(YamlNode at, @Nullable String text) {
        if (text != null && text.length() > LONGEST_SPOKEN) {
            reading.problem("toolsfile.spoken", at, LONGEST_SPOKEN);
        }
    }

    /// A value of a kind of setting; the standard one where there is none or a wrong one.
    <T> @Nullable T value(String name, Kind<T> kind, @Nullable T standard) {
        var found = find(name);
        if (found == null) {
            return standard;
        }
        try {
            return kind.parse(found.json().asText().strip());
        } catch (Kind.WrongValue e) {
            wrong(name, found, new Problem.Right(kind, e.key(), e.arguments()));
            return standard;
        }
    }

    boolean isOn(String name, boolean standard) {
        return Boolean.TRUE.equals(value(name, new Kind.Switch(), standard));
    }

    @Nullable Duration timeout() {
        return value(
                "timeout",
                new Kind.Time(
                        Kind.Time.Unit.SECONDS, Duration.ofSeconds(1), Duration.ofSeconds(300)),
                null);
    }

    /// Texts of a list, or a single one.
    List<String> texts(String name) {
        var found = find(name);
        if (found == null) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (var item : found.isList() ? found.items() : List.of(found)) {
            if (item.json().isValueNode()) {
                texts.add(item.json().asText());
            } else {
                wrong(name, item, new Problem.Right(new Kind.Text(), "", List.of()));
            }
        }
        return texts;
    }

    /// Texts by name, secrets filled in.
    Map<String, String> secretTexts(String name) {
        var found = find(name);
        if (found == null) {
            return Map.of();
        }
        if (!found.isMapping()) {
            reading.problem("toolsfile.mapping", found);
            return Map.of();
        }
        var texts = new LinkedHashMap<String, String>();
        found.fields()
                .forEach(
                        (key, value) ->
                                texts.put(key, reading.withSecrets(value, value.json().asText())));
        return texts;
    }

    void wrong(String name, YamlNode at, Problem.Right right) {
        reading.problem("toolsfile.wrong", at, name, at.json().asText(), right);
    }
}
