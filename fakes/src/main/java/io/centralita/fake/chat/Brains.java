package io.centralita.fake.chat;

import java.util.List;

/// Ready brains. None of them keeps anything: each decides by what it is shown.
public final class Brains {
    private Brains() {}

    /// Always the same words.
    public static Brain saying(String text) {
        return _ -> Script.say(text);
    }

    /// One script for each request, and nothing when there are no more.
    public static Brain scripts(Script... scripts) {
        var all = List.of(scripts);
        return occasion ->
                occasion.number() <= all.size() ? all.get(occasion.number() - 1) : Script.NOTHING;
    }

    /// Says what the caller said.
    public static Brain echo() {
        return occasion -> Script.say(occasion.said());
    }

    /// Asks for these and says what they return.
    public static Brain calling(Script wanted) {
        return occasion ->
                occasion.results().isEmpty()
                        ? wanted
                        : Script.say(String.join(" ", occasion.results()));
    }
}
