package io.centralita.network.question;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Words as they are compared: small letters without accents, letters and digits apart.
final class Text {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern APOSTROPHES = Pattern.compile("['’`´]");
    private static final Pattern SEPARATORS =
            Pattern.compile("[^\\p{L}\\p{Nd}]+|(?<=\\p{L})(?=\\p{Nd})|(?<=\\p{Nd})(?=\\p{L})");

    private static final Pattern DIVIDERS =
            Pattern.compile("[,;:.!?¡¿…]+(?=\\s|$)|[¿¡]|\\s[-–—]+\\s");

    private static final Pattern PARTICIPLE =
            Pattern.compile("([ai]d[oa]s?|[ae]ndo|ndose|ing|ed)$");

    private static final Pattern LAUGHTER =
            Pattern.compile("(?=..)(j+[aeiou])+j*|(h[aeiou]){2,}h?|lol|m+h*m+|h+m+|u+y+|a+y+|u+f+");

    private Text() {}

    /// How many words stand before each mark that ends or divides a sentence, in order.
    static List<Integer> breaks(String text) {
        var breaks = new ArrayList<Integer>();
        int words = 0;
        for (var clause : DIVIDERS.splitAsStream(text).toList()) {
            words += words(clause).size();
            breaks.add(words);
        }
        return List.copyOf(breaks);
    }

    static List<String> words(String text) {
        var joined = APOSTROPHES.matcher(text).replaceAll("");
        var plain =
                MARKS.matcher(Normalizer.normalize(joined, Normalizer.Form.NFKD)).replaceAll("");
        return SEPARATORS
                .splitAsStream(plain.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// «tumbado», «saliendo», "plugged", "going": no name of anything.
    static boolean isParticiple(String word) {
        return word.length() > 4 && PARTICIPLE.matcher(word).find();
    }

    /// «jajaja», "hehe", «mmm»: no word of anything.
    static boolean isLaughter(String word) {
        return LAUGHTER.matcher(word).matches();
    }

    static boolean isDigits(String word) {
        return word.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
