package io.centralita.engine.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What is left to say of a text whose audio broke off. Stateless.
///
/// A server of this kind does not tell which word its audio has reached, so it is reckoned from the
/// length of the audio and the voice's tempo, and always less than is likely: only clauses that
/// were over by then for certain count as said. So nothing is lost; the clause that was cut is said
/// again from its beginning, as people do, and at a border between two the one before may be too.
final class CutText {
    /// What a voice that is slower than it ever was would have said by then.
    private static final double CERTAIN = 0.75;

    /// «221» is «doscientos veintiuno».
    private static final double LETTERS_A_DIGIT = 6;

    private static final Pattern BORDER = Pattern.compile("(?<=[,;:.!?…])\\s+");

    private CutText() {}

    /// @param heard length of the audio that came
    /// @return from the beginning of a clause to the end; never empty
    static String rest(String text, Duration heard, double lettersASecond) {
        var clauses = clauses(text);
        double said = CERTAIN * lettersASecond * heard.toNanos() / 1e9;
        int next = 0;
        while (next + 1 < clauses.size() && letters(clauses.get(next)) <= said) {
            said -= letters(clauses.get(next));
            next++;
        }
        return String.join(" ", clauses.subList(next, clauses.size()));
    }

    private static List<String> clauses(String text) {
        return new ArrayList<>(List.of(BORDER.split(text.strip())));
    }

    /// Length when spoken, in letters.
    static double letters(String text) {
        return text.codePoints().mapToDouble(c -> Character.isDigit(c) ? LETTERS_A_DIGIT : 1).sum();
    }
}
