package io.centralita.network.question;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Numbers 0 to 999 in words, as cardinals («ciento cuarenta y seis»), digit by digit («uno cuatro
/// seis») or in between («uno cuarenta y seis»). Groups said one after the other make one number.
final class NumberWords {
    private static final int HUNDRED = 100;

    private final Map<String, Integer> values = new HashMap<>();
    private final Set<String> and = new HashSet<>();
    private final Set<String> oh = new HashSet<>();
    private final Set<String> hundred = new HashSet<>();
    private final Set<String> articles = Set.of("un", "una", "a");

    NumberWords(Locale language) {
        for (var line : Resources.lines("numbers_" + language.getLanguage() + ".txt")) {
            switch (line.head()) {
                case "and" -> and.addAll(line.entries());
                case "oh" -> oh.addAll(line.entries());
                case "hundred" -> hundred.addAll(line.entries());
                default ->
                        line.entries()
                                .forEach(word -> values.put(word, Integer.valueOf(line.head())));
            }
        }
    }

    /// The words that only ever mean a number; spelling is repaired towards them.
    Set<String> vocabulary() {
        var words = new HashSet<>(values.keySet());
        words.addAll(hundred);
        return words;
    }

    List<Word> fold(List<String> words) {
        var folded = new ArrayList<Word>();
        int i = 0;
        while (i < words.size()) {
            var groups = new ArrayList<String>();
            var next = i;
            for (var group = group(words, next, false);
                    group != null;
                    group = group(words, next, true)) {
                groups.add(group.digits());
                next = group.next();
            }
            if (groups.isEmpty() || isLoneArticle(words, i, next)) {
                folded.add(Word.of(words.get(i)));
                i++;
            } else {
                folded.add(Word.number(groups, next - i));
                i = next;
            }
        }
        return List.copyOf(folded);
    }

    private boolean isLoneArticle(List<String> words, int from, int next) {
        return next == from + 1 && articles.contains(words.get(from));
    }

    private record Group(String digits, int next) {}

    /// @param inside a number was said just before
    private @Nullable Group group(List<String> words, int at, boolean inside) {
        var word = word(words, at);
        if (word.isEmpty()) {
            return null;
        }
        if (Text.isDigits(word)) {
            return new Group(word, at + 1);
        }
        if (inside && oh.contains(word)) {
            return new Group("0", at + 1);
        }
        if (isHundred(words, at + 1) && (articles.contains(word) || isUnit(word))) {
            var count = articles.contains(word) ? 1 : value(word);
            return belowHundred(words, at + 2, count * HUNDRED);
        }
        if (isHundred(words, at)) {
            return belowHundred(words, at + 1, HUNDRED);
        }
        var value = value(word);
        if (value < 0) {
            return null;
        }
        if (value >= HUNDRED) {
            return belowHundred(words, at + 1, value);
        }
        return tens(words, at, 0);
    }

    private Group belowHundred(List<String> words, int at, int hundreds) {
        var start = and.contains(word(words, at)) ? at + 1 : at;
        var value = value(word(words, start));
        if (value > 0 && value < HUNDRED && !articles.contains(word(words, start))) {
            return tens(words, start, hundreds);
        }
        return new Group(String.valueOf(hundreds), at);
    }

    private Group tens(List<String> words, int at, int hundreds) {
        var value = value(word(words, at));
        if (value >= 10 && value % 10 == 0) {
            var unitAt = and.contains(word(words, at + 1)) ? at + 2 : at + 1;
            var unit = word(words, unitAt);
            var joins = value >= 20 || unitAt == at + 2;
            if (joins && isUnit(unit) && !articles.contains(unit)) {
                return new Group(String.valueOf(hundreds + value + value(unit)), unitAt + 1);
            }
        }
        return new Group(String.valueOf(hundreds + value), at + 1);
    }

    private boolean isHundred(List<String> words, int at) {
        return hundred.contains(word(words, at));
    }

    private boolean isUnit(String word) {
        var value = value(word);
        return value > 0 && value < 10;
    }

    private int value(String word) {
        return values.getOrDefault(word, -1);
    }

    private static String word(List<String> words, int at) {
        return at < words.size() ? words.get(at) : "";
    }
}
