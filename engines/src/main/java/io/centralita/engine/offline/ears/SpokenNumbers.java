package io.centralita.engine.offline.ears;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How the numbers in names are said: whole («ciento cuarenta y seis»), in two halves («uno
/// cuarenta y seis») or digit by digit («uno cuatro seis»). Immutable.
final class SpokenNumbers {
    static final int LARGEST = 9_999;

    private final String and;
    private final boolean andBeforeUnits;
    private final String thousand;
    private final String oneThousand;
    private final String[] small;
    private final String[] tens;
    private final String[] hundreds;
    private final String wholeHundred;
    private final Map<String, Integer> values = new HashMap<>();

    /// @param texts the keys `number.*` of a language's vocabulary
    SpokenNumbers(Map<String, String> texts) {
        small = split(texts, "number.small", 30);
        tens = split(texts, "number.tens", 10);
        hundreds = split(texts, "number.hundreds", 10);
        and = text(texts, "number.and");
        andBeforeUnits = Boolean.parseBoolean(text(texts, "number.and-before-units"));
        thousand = text(texts, "number.thousand");
        oneThousand = text(texts, "number.one-thousand");
        wholeHundred = text(texts, "number.whole-hundred");
        for (int n = LARGEST; n >= 0; n--) {
            for (var form : forms(n)) {
                values.put(form, n);
            }
        }
    }

    /// Every way to say a number, the usual one first.
    Set<String> forms(int number) {
        var forms = new LinkedHashSet<String>();
        forms.add(whole(number));
        if (!andBeforeUnits && number > 100 && number < 1_000 && number % 100 != 0) {
            forms.add(hundreds[number / 100] + " " + and + " " + whole(number % 100));
        }
        var digits = Integer.toString(number);
        if (digits.length() == 3) {
            forms.add(small[number / 100] + " " + half(number % 100));
        } else if (digits.length() == 4) {
            forms.add(whole(number / 100) + " " + half(number % 100));
        }
        var apart = new ArrayList<String>();
        digits.chars().forEach(d -> apart.add(small[d - '0']));
        forms.add(String.join(" ", apart));
        return forms;
    }

    /// The number that these words say, −1 where they say none.
    int parse(String words) {
        return values.getOrDefault(words, -1);
    }

    /// Any number up to 999 in any of its forms.
    Phrase any(float cost) {
        var units = words(1, 10, small, cost);
        var belowHundred = new ArrayList<Phrase>();
        for (int n = 1; n < 30; n++) {
            if (!small[n].isEmpty()) {
                belowHundred.add(Phrase.words(small[n], cost));
            }
        }
        var ten = words(2, 10, tens, cost);
        var joined = andBeforeUnits ? Phrase.words(and, 0) : Phrase.NOTHING;
        belowHundred.add(ten);
        belowHundred.add(new Phrase.Sequence(List.of(ten, joined, units)));
        var below = new Phrase.Choice(belowHundred);
        var hundred = words(1, 10, hundreds, cost);
        var digit = words(0, 10, small, cost);
        var afterHundred = andBeforeUnits ? Phrase.NOTHING : Phrase.optional(Phrase.words(and, 0));
        return new Phrase.Choice(
                List.of(
                        below,
                        Phrase.words(wholeHundred, cost),
                        words(2, 10, hundreds, cost),
                        new Phrase.Sequence(List.of(hundred, afterHundred, below)),
                        new Phrase.Sequence(List.of(units, below)),
                        new Phrase.Sequence(List.of(units, digit, digit))));
    }

    private static Phrase words(int from, int to, String[] texts, float cost) {
        var options = new ArrayList<Phrase>();
        for (int n = from; n < to; n++) {
            if (!texts[n].isEmpty()) {
                options.add(Phrase.words(texts[n], cost));
            }
        }
        return new Phrase.Choice(options);
    }

    private String half(int twoDigits) {
        return twoDigits < 10 ? small[0] + " " + small[twoDigits] : whole(twoDigits);
    }

    private String whole(int n) {
        if (n >= 1_000) {
            var head = n < 2_000 ? oneThousand : whole(n / 1_000) + " " + thousand;
            return n % 1_000 == 0 ? head : head + " " + whole(n % 1_000);
        }
        if (n == 100) {
            return wholeHundred;
        }
        if (n > 100) {
            return n % 100 == 0 ? hundreds[n / 100] : hundreds[n / 100] + " " + whole(n % 100);
        }
        if (n < 30 && !small[n].isEmpty()) {
            return small[n];
        }
        if (n % 10 == 0) {
            return tens[n / 10];
        }
        return tens[n / 10] + (andBeforeUnits ? " " + and + " " : " ") + small[n % 10];
    }

    private static String[] split(Map<String, String> texts, String key, int count) {
        var parts = text(texts, key).split(",", -1);
        if (parts.length != count) {
            throw new IllegalArgumentException(key + " must have " + count + " parts");
        }
        for (int i = 0; i < count; i++) {
            parts[i] = parts[i].strip();
        }
        return parts;
    }

    private static String text(Map<String, String> texts, String key) {
        var text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("the vocabulary of a language lacks " + key);
        }
        return text;
    }
}
