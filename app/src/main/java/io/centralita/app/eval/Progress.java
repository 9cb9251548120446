package io.centralita.app.eval;

import io.centralita.app.eval.scenario.Scenario;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import java.time.Duration;
import java.util.function.Consumer;

/// Tells what goes on while scenarios are played, a line at a time, from any thread.
public final class Progress {
    private static final int NAME_WIDTH = 18;
    private static final int INDENT = NAME_WIDTH + 12;

    private final Consumer<String> lines;
    private final Messages messages;

    public Progress(Consumer<String> lines, Messages messages) {
        this.lines = lines;
        this.messages = messages;
    }

    void starts(int scenarios, String language) {
        say(messages.text("eval.starts", scenarios, language));
    }

    void calls(Scenario scenario) {
        tell(scenario, 0, messages.text("eval.calls"));
    }

    void said(Scenario scenario, long atMs, String text) {
        tell(scenario, atMs, messages.text("who.caller") + " «" + text + "»");
    }

    void over(Scenario scenario, Duration length) {
        tell(scenario, length.toMillis(), messages.text("eval.over"));
    }

    private void tell(Scenario scenario, long atMs, String text) {
        var head =
                String.format(
                        messages.language(),
                        "%6.1f s  %-" + NAME_WIDTH + "s  ",
                        atMs / 1e3,
                        scenario.id());
        var first = true;
        var all = new StringBuilder();
        for (var line : Columns.wrap(text, Math.max(INDENT, head.length()), INDENT)) {
            all.append(first ? head : "\n" + " ".repeat(INDENT)).append(line);
            first = false;
        }
        say(all.toString());
    }

    private synchronized void say(String line) {
        lines.accept(line);
    }
}
