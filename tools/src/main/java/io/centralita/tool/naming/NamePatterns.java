package io.centralita.tool.naming;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A list of names in which `*` stands for anything: `crm_*`, `get_current_time`, `*`.
public final class NamePatterns {
    public static final NamePatterns ALL = new NamePatterns(List.of("*"));
    public static final NamePatterns NONE = new NamePatterns(List.of());

    private final List<String> texts;
    private final List<Pattern> patterns;

    public NamePatterns(List<String> texts) {
        this.texts = List.copyOf(texts);
        this.patterns = texts.stream().map(NamePatterns::compile).toList();
    }

    private static Pattern compile(String text) {
        return Pattern.compile(
                Stream.of(text.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")));
    }

    public boolean matches(String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    @Override
    public String toString() {
        return String.join(", ", texts);
    }
}
