package io.centralita.call;

import java.util.ArrayDeque;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Digits that callers have keyed in and that the records of the call do not show: wherever they
/// turn up, in what is said or in what a tool is asked, they are masked. Confined to the call's
/// thread.
final class Secrets {
    private static final String MASK = "••••";

    /// Fewer digits turn up everywhere: those are hidden where they were keyed in, and nowhere
    /// else.
    private static final int SHORTEST = 3;

    private static final int MOST = 20;

    private final ArrayDeque<Pattern> patterns = new ArrayDeque<>();

    /// Hides these from now on; of too many the oldest are shown again.
    void add(String digits) {
        if (patterns.size() == MOST) {
            patterns.removeFirst();
        }
        patterns.add(pattern(digits));
    }

    /// In one piece, or as people and models space them out.
    private static Pattern pattern(String digits) {
        if (digits.length() < SHORTEST) {
            return Pattern.compile(Pattern.quote(Keys.MARK + digits) + "(?![0-9*#A-D])");
        }
        var spaced =
                digits.chars()
                        .mapToObj(digit -> Pattern.quote(String.valueOf((char) digit)))
                        .collect(Collectors.joining("[\\s.,-]{0,3}"));
        return Pattern.compile("(?<![0-9])" + spaced + "(?![0-9])");
    }

    String mask(String text) {
        var masked = text;
        for (var pattern : patterns) {
            var found = pattern.matcher(masked);
            if (found.find()) {
                masked =
                        found.replaceAll(
                                match ->
                                        match.group().startsWith(Keys.MARK)
                                                ? java.util.regex.Matcher.quoteReplacement(
                                                        Keys.MARK + MASK)
                                                : MASK);
            }
        }
        return masked;
    }
}
