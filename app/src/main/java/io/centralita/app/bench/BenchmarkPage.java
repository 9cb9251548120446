package io.centralita.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// docs/benchmarks.md: a section per measurement, replaced as a whole when it is repeated.
public final class BenchmarkPage {
    private static final String TITLE =
            "# Benchmarks\n\nEvery section is written by the command it names, with `--markdown`.\n";

    private final Path file;

    public BenchmarkPage(Path file) {
        this.file = file;
    }

    /// @param machine as it was before the measurement
    public void write(Result result, Machine machine) throws IOException {
        var page = Files.exists(file) ? Files.readString(file) : TITLE;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, withSection(page, result, machine.words()));
    }

    /// The page with the section in its place, or at its end.
    static String withSection(String page, Result result, String machine) {
        var section = section(result, machine);
        var old =
                Pattern.compile("(?ms)^## " + Pattern.quote(result.name()) + "\\n.*?(?=^## |\\z)");
        var match = old.matcher(page);
        return match.find()
                ? match.replaceFirst(Matcher.quoteReplacement(section))
                : page.stripTrailing() + "\n\n" + section;
    }

    private static String section(Result result, String machine) {
        var text = new StringBuilder("## ").append(result.name()).append("\n\n");
        text.append(result.explanation()).append("\n\n");
        text.append("Command: `").append(result.command()).append("`. ").append(machine);
        text.append("\n\n").append(line("what", result.columns()));
        text.append("|---".repeat(1 + result.columns().size())).append("|\n");
        for (var row : result.rows()) {
            text.append(line(row.what(), row.figures()));
        }
        return text.append('\n').toString();
    }

    private static String line(String what, List<String> figures) {
        return "| " + what + " | " + String.join(" | ", figures) + " |\n";
    }
}
