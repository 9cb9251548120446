package io.centralita.tenant.memory;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Pattern;

/// Makes of what somebody said, or a model wrote about it, one line of plain text that can stand
/// between guillemets: it cannot end the quotation, begin a new line, or look like the markup by
/// which models tell instructions from data.
final class DataText {
    private static final Pattern NOT_PLAIN = Pattern.compile("[\\p{C}\\p{Z}\\s]+");
    private static final Pattern MARKUP = Pattern.compile("[<>\\[\\]{}|#*`_~\\\\^=]+");
    private static final Pattern QUOTES = Pattern.compile("[«»\"“”„‟‹›「」『』]+");

    private DataText() {}

    /// @param most characters of the result; what is longer ends at the last whole sentence, or
    ///   where there is none at the last whole word
    static String line(String text, int most) {
        var bounded = text.substring(0, Math.min(text.length(), 20 * most));
        var plain = NOT_PLAIN.matcher(bounded).replaceAll(" ");
        plain = MARKUP.matcher(plain).replaceAll(" ");
        plain = QUOTES.matcher(plain).replaceAll("'");
        return shortened(plain.replaceAll(" +", " ").strip(), most);
    }

    private static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        var sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        int end = sentences.preceding(most + 1);
        if (end <= 0 || end == BreakIterator.DONE) {
            // One sentence that is too long: room for the sign that it went on.
            end = text.lastIndexOf(' ', most - 1);
            return (end <= 0 ? text.substring(0, most - 1) : text.substring(0, end)).strip() + "…";
        }
        return text.substring(0, end).strip();
    }
}
