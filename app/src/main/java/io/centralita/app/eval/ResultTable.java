package io.centralita.app.eval;

import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Results for people: a line for each scenario, and for each failure what was expected and what
/// was heard when.
public final class ResultTable {
    private static final int INDENT = 6;

    /// Of what was heard; the recording has the rest.
    private static final int MOST_TURNS = 8;

    private final Messages messages;
    private final Consumer<String> lines;

    public ResultTable(Messages messages, Consumer<String> lines) {
        this.messages = messages;
        this.lines = lines;
    }

    public void print(List<Result> results) {
        lines.accept("");
        lines.accept(
                row(
                        "",
                        messages.text("eval.column.scenario"),
                        messages.text("eval.column.call"),
                        messages.text("eval.column.silence"),
                        messages.text("eval.column.met")));
        for (var result : results) {
            lines.accept(
                    row(
                            result.passed() ? "PASS" : "FAIL",
                            result.scenario().id(),
                            "%.1f s".formatted(result.length().toMillis() / 1e3),
                            "%.2f s".formatted(result.silenceMs() / 1e3),
                            result.met() + "/" + result.findings().size()));
            result.findings().stream()
                    .filter(finding -> !finding.passed())
                    .forEach(finding -> failure(result, finding));
            if (!result.passed()) {
                result.recording()
                        .ifPresent(
                                file -> indented(messages.text("eval.recorded", file.toString())));
            }
        }
        var passed = results.stream().filter(Result::passed).count();
        lines.accept("");
        lines.accept(messages.text("eval.total", passed, results.size()));
    }

    private void failure(Result result, Finding finding) {
        var file = result.scenario().file().toString();
        lines.accept(
                " ".repeat(INDENT) + (finding.line() > 0 ? file + ":" + finding.line() : file));
        labelled("eval.label.expected", finding.expected().text(messages));
        labelled("eval.label.found", finding.found().text(messages));
        for (var turn : finding.heard().stream().limit(MOST_TURNS).toList()) {
            var who = messages.text("who." + turn.who().name().toLowerCase(Locale.ROOT));
            var cut = turn.interrupted() ? " " + messages.text("eval.interrupted") : "";
            labelled(
                    "eval.label.heard",
                    "%.1f s".formatted(turn.startMs() / 1e3)
                            + " "
                            + who
                            + ": «"
                            + turn.text()
                            + "»"
                            + cut);
        }
    }

    private void labelled(String label, String text) {
        var head = " ".repeat(INDENT + 2) + messages.text(label) + " ";
        var first = true;
        for (var line : Columns.wrap(text, head.length(), INDENT + 4)) {
            lines.accept((first ? head : " ".repeat(INDENT + 4)) + line);
            first = false;
        }
    }

    private void indented(String text) {
        for (var line : Columns.wrap(text, INDENT, INDENT)) {
            lines.accept(" ".repeat(INDENT) + line);
        }
    }

    private static String row(String... cells) {
        return "%-5s %-36s %9s %11s %11s".formatted((Object[]) cells).stripTrailing();
    }
}
