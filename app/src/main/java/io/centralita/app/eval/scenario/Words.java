package io.centralita.app.eval.scenario;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Words looked for in a transcript: a piece of text, or a regular expression between slashes. Case
/// and the width of spaces do not matter.
///
/// @param written as in the file
public record Words(String written, Pattern pattern) {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /// @throws java.util.regex.PatternSyntaxException where it is no expression
    static Words of(String written) {
        var text = written.strip();
        var expression = text.length() > 1 && text.startsWith("/") && text.endsWith("/");
        return new Words(
                text,
                Pattern.compile(
                        expression
                                ? text.substring(1, text.length() - 1)
                                : Pattern.quote(tidy(text)),
                        FLAGS));
    }

    public boolean in(String text) {
        return pattern.matcher(tidy(text)).find();
    }

    /// Where the words end in a text that is [#tidy].
    ///
    /// @param from nothing before this counts
    public OptionalInt endIn(String tidyText, int from) {
        var matcher = pattern.matcher(tidyText);
        return matcher.find(from) ? OptionalInt.of(matcher.end()) : OptionalInt.empty();
    }

    public static String tidy(String text) {
        return SPACE.matcher(text.strip()).replaceAll(" ");
    }

    /// Equal for texts that say the same.
    public static String plain(String text) {
        return tidy(text).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return written;
    }
}
