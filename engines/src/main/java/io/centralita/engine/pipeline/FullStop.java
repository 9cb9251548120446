package io.centralita.engine.pipeline;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether a full stop with a space behind it ends a sentence: not that of «Sr. García», «a. m.»,
/// «EE. UU.» or «1. Norte», in Spanish and in English.
final class FullStop {
    /// Something always follows these.
    private static final Set<String> OPEN =
            Set.of(
                    "sr", "sra", "srta", "sres", "dr", "dra", "d", "dña", "prof", "ing", "lic",
                    "arq", "mr", "mrs", "ms", "st", "av", "avda", "núm", "nº", "nro", "tel", "ext",
                    "pág", "art", "ej", "ee", "cía", "vs", "mt");

    /// These may end a sentence; what follows shows it.
    private static final Set<String> EITHER =
            Set.of("etc", "aprox", "máx", "mín", "uu", "ud", "uds", "jr", "inc", "corp", "ltd");

    private static final Pattern LETTERS_WITH_DOTS = Pattern.compile("(?:\\p{L}\\.)+\\p{L}");

    private FullStop() {}

    /// @param at where the full stop is
    /// @param space behind it
    static boolean goesOn(CharSequence text, int at, int space) {
        int from = at;
        while (from > 0 && isOfWord(text.charAt(from - 1))) {
            from--;
        }
        var word = text.subSequence(from, at).toString().toLowerCase(Locale.ROOT);
        if (OPEN.contains(word)) {
            return true;
        }
        if (isListNumber(text, word, from)) {
            return true;
        }
        boolean either =
                EITHER.contains(word)
                        || LETTERS_WITH_DOTS.matcher(word).matches()
                        || (word.length() == 1 && Character.isLetter(word.charAt(0)));
        return either && !sentenceFollows(text, space);
    }

    /// «1. Norte» at the beginning of a line.
    private static boolean isListNumber(CharSequence text, String word, int from) {
        boolean number =
                !word.isEmpty() && word.length() <= 2 && word.chars().allMatch(Character::isDigit);
        return number && text.subSequence(0, from).toString().isBlank();
    }

    /// While nothing has come yet it is not known, and can wait.
    private static boolean sentenceFollows(CharSequence text, int space) {
        int next = space;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next == text.length()) {
            return false;
        }
        char first = text.charAt(next);
        return Character.isUpperCase(first) || first == '¿' || first == '¡' || first == '«';
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '.';
    }
}
