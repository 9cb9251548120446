package io.centralita.tenant.instructions;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Pattern;

/// Cuts texts where a sentence ends, or nowhere.
final class Sentences {
    /// «Sr.», «núm.», «p. m.», a lone initial: a full stop that most likely ends no sentence.
    private static final Pattern ABBREVIATED =
            Pattern.compile("(?s).*(?:^|[\\s(«\"])\\p{L}{1,4}\\.\\s*");

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
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            var beginning = text.substring(0, end);
            if (Tokens.estimate(beginning.strip()) > tokens) {
                break;
            }
            if (isEnd(beginning)) {
                cut = end;
            }
        }
        return text.substring(0, cut).strip();
    }

    private static boolean isEnd(String beginning) {
        return beginning.endsWith("\n")
                || (ENDED.matcher(beginning).matches()
                        && !ABBREVIATED.matcher(beginning).matches());
    }
}
