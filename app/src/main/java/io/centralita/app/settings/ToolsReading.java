package io.centralita.app.settings;

import io.centralita.tenant.document.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What is known while a tools file is read, and what was found wrong.
final class ToolsReading {
    private static final Pattern SECRET = Pattern.compile("\\$\\{secret:([A-Za-z_][A-Za-z0-9_]*)}");

    private final String file;
    private final Locale language;
    private final Function<String, Optional<String>> secrets;
    private final List<Problem> problems = new ArrayList<>();

    /// @param file its name, for problems
    /// @param language of the house
    /// @param secrets by their names
    ToolsReading(String file, Locale language, Function<String, Optional<String>> secrets) {
        this.file = file;
        this.language = language;
        this.secrets = secrets;
    }

    /// The names of the secrets that a text refers to.
    static Set<String> secretNames(String text) {
        var names = new TreeSet<String>();
        SECRET.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    Locale language() {
        return language;
    }

    List<Problem> problems() {
        return problems;
    }

    /// @param arguments of the message, after file and line
    void problem(String key, YamlNode at, Object... arguments) {
        var all = new ArrayList<Object>();
        all.add(file);
        all.add(String.valueOf(at.line()));
        all.addAll(List.of(arguments));
        problems.add(new Problem(key, all));
    }

    /// The text with `${secret:NAME}` filled in.
    String withSecrets(YamlNode at, String text) {
        return withSecrets(at, text, UnaryOperator.identity());
    }

    /// The same, each secret encoded for the place where it goes.
    String withSecrets(YamlNode at, String text, UnaryOperator<String> encoding) {
        var filled = new StringBuilder();
        var match = SECRET.matcher(text);
        int done = 0;
        while (match.find()) {
            var value = secrets.apply(match.group(1)).filter(secret -> !secret.isBlank());
            if (value.isEmpty()) {
                problem("toolsfile.secret", at, match.group(1));
            }
            filled.append(text, done, match.start());
            filled.append(encoding.apply(value.orElse("missing")));
            done = match.end();
        }
        return filled.append(text, done, text.length()).toString();
    }
}
