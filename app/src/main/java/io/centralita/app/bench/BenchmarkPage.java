package io.centralita.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

    public void write(Result result) throws IOException, InterruptedException {
        var page = Files.exists(file) ? Files.readString(file) : TITLE;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, withSection(page, result, machine()));
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
        text.append("\n\n| what | figure |\n|---|---|\n");
        for (var row : result.rows()) {
            text.append("| %s | %s |\n".formatted(row.what(), row.figure()));
        }
        return text.append('\n').toString();
    }

    private static String machine() throws IOException, InterruptedException {
        return "Machine: %d cores (%s), %s %s, Java %s. Commit %s, %s."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.version(),
                        commit(),
                        LocalDate.now(ZoneOffset.UTC));
    }

    private static String processor() throws IOException {
        var info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) {
            return "unknown processor";
        }
        try (var lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        }
    }

    private static String commit() throws IOException, InterruptedException {
        var home = System.getProperty("centralita.home", ".");
        var git =
                new ProcessBuilder("git", "-C", home, "rev-parse", "--short", "HEAD")
                        .redirectErrorStream(true)
                        .start();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(git.getInputStream(), StandardCharsets.UTF_8))) {
            var line = out.readLine();
            return git.waitFor() == 0 && line != null ? line : "unknown";
        }
    }
}
