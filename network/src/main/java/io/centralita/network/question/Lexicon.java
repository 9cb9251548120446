package io.centralita.network.question;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which words and phrases of one language stand for which concept.
final class Lexicon {
    private static final String ANY_ENDING = "@";

    /// Pronouns that Spanish writes at the end of an order: «reinícialo», «mándame».
    private static final List<String> ENCLITICS =
            List.of("me", "le", "lo", "la", "les", "los", "las", "nos", "melo", "melos", "selo");

    private final Map<String, Concept> entries = new HashMap<>();

    /// Words of correction by themselves: between pauses «mejor» takes back, elsewhere it compares.
    private final Map<String, Concept> corrections = new HashMap<>();

    private final Set<String> words = new HashSet<>();
    private int longestPhrase = 1;

    Lexicon(Locale language) {
        for (var line : Resources.lines("lexicon_" + language.getLanguage() + ".txt")) {
            var concept = Concept.valueOf(line.head());
            for (var entry : line.entries()) {
                for (var form : forms(entry)) {
                    add(form, concept, entry.contains(" "));
                }
            }
        }
        if (language.equals(Understanding.SPANISH)) {
            orders();
        }
    }

    private void orders() {
        for (var entry : List.copyOf(entries.entrySet())) {
            var isOrder =
                    entry.getValue() == Concept.ACTION || entry.getValue() == Concept.ACTION_FIRST;
            if (isOrder && entry.getKey().matches("\\w{3,}[aer]")) {
                ENCLITICS.forEach(
                        end -> entries.putIfAbsent(entry.getKey() + end, entry.getValue()));
            }
        }
    }

    /// The first mention of a word wins over a derived plural, and over later lines.
    private void add(String form, Concept concept, boolean phrase) {
        if (concept == Concept.CORRECTION || concept == Concept.PAUSE) {
            corrections.putIfAbsent(form, concept);
        }
        if (concept != Concept.PAUSE) {
            entries.putIfAbsent(form, concept);
        }
        var parts = form.split(" ");
        words.addAll(List.of(parts));
        longestPhrase = Math.max(longestPhrase, parts.length);
        if (!phrase && concept != Concept.PAUSE) {
            plurals(form).forEach(plural -> entries.putIfAbsent(plural, concept));
            words.addAll(plurals(form));
        }
    }

    private static List<String> forms(String entry) {
        if (!entry.contains(ANY_ENDING)) {
            return List.of(entry);
        }
        return List.of(
                entry.replace("@", "o"),
                entry.replace("@", "a"),
                entry.replace("@", "os"),
                entry.replace("@", "as"));
    }

    private static List<String> plurals(String word) {
        if (word.endsWith("s") || word.length() < 4) {
            return List.of();
        }
        return List.of(word + "s", word + "es");
    }

    /// Every word of every entry: what is spelt right.
    Set<String> words() {
        return words;
    }

    boolean knows(String word) {
        return words.contains(word) || entries.containsKey(word);
    }

    @Nullable Concept concept(String entry) {
        return entries.get(entry);
    }

    /// The longest entry that begins at this word.
    @Nullable Hit longest(List<Word> sentence, int from) {
        return longest(entries, sentence, from);
    }

    /// The longest words of correction that begin at this word.
    @Nullable Hit correction(List<Word> sentence, int from) {
        return longest(corrections, sentence, from);
    }

    private @Nullable Hit longest(Map<String, Concept> entries, List<Word> sentence, int from) {
        var hits = new ArrayList<Hit>();
        var phrase = new StringBuilder();
        for (int to = from; to < Math.min(sentence.size(), from + longestPhrase); to++) {
            if (sentence.get(to).isNumber() && to > from) {
                break;
            }
            phrase.append(to == from ? "" : " ").append(sentence.get(to).text());
            var concept = entries.get(phrase.toString());
            if (concept != null) {
                hits.add(new Hit(concept, to + 1));
            }
        }
        return hits.isEmpty() ? null : hits.getLast();
    }

    /// @param to the first word after the entry
    record Hit(Concept concept, int to) {}
}
