package io.centralita.engine.offline.ears;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads phrase templates.
///
/// A file has rules `name = expansion ;` and comments from `#` to the end of a line. An expansion
/// has words, `<rule>` of this file or of the caller, `( a | b )`, `[ optional ]` and tags
/// `{key=value}`. Rules come before the rules that use them.
final class GrammarParser {
    private static final Pattern COMMENT = Pattern.compile("#[^\n]*");
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(<[^>]+>|\\{[^}]+}|[()\\[\\]|]|[^\\s()\\[\\]|<>{}]+)");

    private final Map<String, Phrase> rules;
    private List<String> tokens = List.of();
    private int at;

    private GrammarParser(Map<String, Phrase> given) {
        rules = new HashMap<>(given);
    }

    /// @param given rules that the file may use without having them
    /// @return the file's rules, in its order
    static Map<String, Phrase> parse(String text, Map<String, Phrase> given) {
        var parser = new GrammarParser(given);
        var found = new LinkedHashMap<String, Phrase>();
        for (var rule : COMMENT.matcher(text).replaceAll("").split(";", -1)) {
            if (rule.isBlank()) {
                continue;
            }
            int equals = rule.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("a rule without '=': " + rule.strip());
            }
            var name = rule.substring(0, equals).strip();
            var phrase = parser.expansion(name, rule.substring(equals + 1));
            parser.rules.put(name, phrase);
            found.put(name, phrase);
        }
        return found;
    }

    private Phrase expansion(String rule, String text) {
        tokens = TOKEN.matcher(text).results().map(m -> m.group(1)).toList();
        at = 0;
        var phrase = choice(rule);
        if (at < tokens.size()) {
            throw new IllegalArgumentException(rule + " has a stray " + tokens.get(at));
        }
        return phrase;
    }

    private Phrase choice(String rule) {
        var options = new ArrayList<Phrase>();
        options.add(sequence(rule));
        while (at < tokens.size() && "|".equals(tokens.get(at))) {
            at++;
            options.add(sequence(rule));
        }
        return options.size() == 1 ? options.getFirst() : new Phrase.Choice(options);
    }

    private Phrase sequence(String rule) {
        var parts = new ArrayList<Phrase>();
        while (at < tokens.size()) {
            var token = tokens.get(at);
            if ("|".equals(token) || ")".equals(token) || "]".equals(token)) {
                break;
            }
            at++;
            parts.add(part(rule, token));
        }
        return new Phrase.Sequence(parts);
    }

    private Phrase part(String rule, String token) {
        return switch (token.charAt(0)) {
            case '(' -> closed(rule, ")");
            case '[' -> Phrase.optional(closed(rule, "]"));
            case '<' -> {
                var phrase = rules.get(token.substring(1, token.length() - 1));
                if (phrase == null) {
                    throw new IllegalArgumentException(rule + " uses the unknown rule " + token);
                }
                yield phrase;
            }
            case '{' -> {
                int equals = token.indexOf('=');
                yield new Phrase.Tag(
                        token.substring(1, equals).strip(),
                        token.substring(equals + 1, token.length() - 1).strip());
            }
            default -> new Phrase.Word(token, 0);
        };
    }

    private Phrase closed(String rule, String end) {
        var phrase = choice(rule);
        if (at >= tokens.size() || !end.equals(tokens.get(at))) {
            throw new IllegalArgumentException(rule + " lacks a " + end);
        }
        at++;
        return phrase;
    }
}
