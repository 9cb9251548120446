package io.centralita.tenant.instructions;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Pattern;

/// Cuts texts where a sentence ends, or nowhere.
final class Sentences {
    /// «Sr.», «núm.», «p. m.», a lone initial: a full stop that most likely ends no sentence.
    private static final Pattern ABBREVIATED =
            Pattern.compile("(?s).*(?:^|[\\s(«\"])\\p{L}{1,4}\\.\\s*");

    private static final int LOOKED_AT = 80;

    private static final Pattern ENDED = Pattern.compile("(?s).*(?:[.!?…:;»\")\\]]\\s*|\\n\\s*)");

    private Sentences() {}

    /// The longest beginning of whole sentences that takes so many tokens at most; empty where not
    /// even the first one fits. Lines are sentences too.
    static String beginning(String text, int tokens, Locale language) {
        if (Tokens.estimate(text) <= tokens) {
            return text;
        }
        var breaks = BreakIterator.getSentenceInstance(language);
        breaks.setText(text);
        int cut = 0;
        int taken = 0;
        int start = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            taken += Tokens.estimate(text.substring(start, end));
            if (taken > tokens) {
                break;
            }
            if (isEnd(text.substring(Math.max(0, end - LOOKED_AT), end))) {
                cut = end;
            }
            start = end;
        }
        return text.substring(0, cut).strip();
    }

    /// @param last characters before the place
    private static boolean isEnd(String last) {
        return last.endsWith("\n")
                || (ENDED.matcher(last).matches() && !ABBREVIATED.matcher(last).matches());
    }
}
