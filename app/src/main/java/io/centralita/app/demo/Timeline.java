package io.centralita.app.demo;

import io.centralita.app.text.Columns;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/// The dialogue on the terminal: a line per thing that happens, with the seconds since the call was
/// answered. Lines come out whole, from any thread.
public final class Timeline {
    private static final int TIME_WIDTH = 9;
    private static final int WHO_WIDTH = 12;

    private final Consumer<String> lines;
    private final Locale language;

    public Timeline(Consumer<String> lines, Locale language) {
        this.lines = lines;
        this.language = language;
    }

    /// @param at since the call was answered
    /// @param who or what; a word
    public synchronized void tell(Duration at, String who, String text) {
        var head =
                String.format(language, "%6.2f s  %-" + WHO_WIDTH + "s ", at.toMillis() / 1e3, who);
        var indent = TIME_WIDTH + WHO_WIDTH + 1;
        var first = true;
        for (var line : Columns.wrap(text, indent, indent)) {
            lines.accept((first ? head : " ".repeat(indent)) + line);
            first = false;
        }
    }
}
