package io.centralita.engine.offline.ears;

import java.util.List;

/// The names that callers may say. All of them are heard in any language.
///
/// @param routerNumbers the numbers in routers' names (146 for "router-146"), 0 to 9 999; other
///   numbers are heard too, but less readily
/// @param identities what routers are called besides ("Torre Norte")
/// @param interfaces names of interfaces ("wan", "ether1", "sfp-sfpplus1")
public record Vocabulary(
        List<Integer> routerNumbers, List<String> identities, List<String> interfaces) {
    /// As many names of a kind as the search stays quick with; the rest is not heard.
    static final int MOST_NAMES = 200;

    public Vocabulary {
        routerNumbers = firstOf(routerNumbers);
        identities = firstOf(identities);
        interfaces = firstOf(interfaces);
        for (int number : routerNumbers) {
            if (number < 0 || number > SpokenNumbers.LARGEST) {
                throw new IllegalArgumentException(
                        "a router's number must be 0 to "
                                + SpokenNumbers.LARGEST
                                + ", not "
                                + number);
            }
        }
    }

    private static <T> List<T> firstOf(List<T> all) {
        return all.stream().distinct().limit(MOST_NAMES).toList();
    }
}
