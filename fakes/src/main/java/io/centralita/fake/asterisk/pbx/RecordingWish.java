package io.centralita.fake.asterisk.pbx;

import java.time.Duration;
import java.util.Set;

/// What a request for a recording says of it.
///
/// @param longest zero for as long as it takes
/// @param silence of so long ends it; zero for never
/// @param endsWith `none`, `any`, `*` or `#`: keys that end it
/// @param appends to one of the same name
public record RecordingWish(
        String name,
        String format,
        Duration longest,
        Duration silence,
        String endsWith,
        boolean appends) {
    private static final Set<String> FORMATS =
            Set.of("wav", "wav16", "ulaw", "alaw", "sln", "sln16", "g722");

    private static final Set<String> KEYS = Set.of("none", "any", "*", "#");

    public static boolean isFormat(String name) {
        return FORMATS.contains(name);
    }

    public static boolean isKey(String name) {
        return KEYS.contains(name);
    }

    boolean endsWith(char digit) {
        return endsWith.equals("any") || endsWith.equals(String.valueOf(digit));
    }
}
