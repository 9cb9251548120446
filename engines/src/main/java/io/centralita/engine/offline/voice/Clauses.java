package io.centralita.engine.offline.voice;

import java.util.ArrayList;
import java.util.List;

/// Cuts text where a speaker would take breath.
///
/// A clause ends after a sentence, or after a comma once it has some length; what has no
/// punctuation is cut at a space before [#LONGEST] characters. Nothing is lost but white space and
/// pieces without a letter or digit.
final class Clauses {
    static final int LONGEST = 160;

    /// A comma ends a clause only after so many characters: shorter ones would sound chopped.
    private static final int SHORTEST_AT_COMMA = 25;

    private Clauses() {}

    static List<String> of(String text) {
        var clauses = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean ends = endsHere(text, i, i + 1 - start);
            if (ends) {
                add(clauses, text.substring(start, i + 1));
                start = i + 1;
            } else if (i + 1 - start == LONGEST) {
                int cut = cutBefore(text, start, i + 1);
                add(clauses, text.substring(start, cut));
                start = cut;
            }
        }
        add(clauses, text.substring(start));
        return clauses;
    }

    private static boolean endsHere(String text, int i, int length) {
        if (i + 1 < text.length() && !Character.isWhitespace(text.charAt(i + 1))) {
            return false;
        }
        return switch (text.charAt(i)) {
            case '.', '!', '?', '…', ';', ':' -> true;
            case ',' -> length >= SHORTEST_AT_COMMA;
            default -> false;
        };
    }

    private static int cutBefore(String text, int start, int end) {
        for (int i = end - 1; i > start; i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    private static void add(List<String> clauses, String piece) {
        if (piece.codePoints().anyMatch(Character::isLetterOrDigit)) {
            clauses.add(piece.strip());
        }
    }
}
