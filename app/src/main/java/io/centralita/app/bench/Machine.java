package io.centralita.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Where a measurement was made, in words.
///
/// @param words processor, system, Java, what else was going on, commit and date
public record Machine(String words) {
    private static final String UNKNOWN = "unknown";

    /// As it is now: taken before a measurement, the load is that of others.
    public static Machine now() throws IOException, InterruptedException {
        return new Machine(
                "Machine: %d cores (%s), %s, %s, load average %.1f before. Commit %s, %s."
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                field("/proc/cpuinfo", ':', "model name"::equals),
                                field("/etc/os-release", '=', "PRETTY_NAME"::equals)
                                        + " "
                                        + System.getProperty("os.arch"),
                                System.getProperty("java.vendor") + " " + Runtime.version(),
                                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                                commit(),
                                LocalDate.now(ZoneOffset.UTC)));
    }

    private static String field(String place, char separator, Predicate<String> name)
            throws IOException {
        var file = Path.of(place);
        if (!Files.exists(file)) {
            return System.getProperty("os.name", UNKNOWN);
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.indexOf(separator) > 0)
                    .filter(line -> name.test(line.substring(0, line.indexOf(separator)).strip()))
                    .map(line -> line.substring(line.indexOf(separator) + 1))
                    .map(value -> value.replace("\"", "").strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        }
    }

    /// The checkout's, with a `+` where files were changed since.
    private static String commit() throws IOException, InterruptedException {
        var head = git("rev-parse", "--short", "HEAD");
        if (head == null) {
            return UNKNOWN;
        }
        return git("status", "--porcelain", "--untracked-files=no") == null ? head : head + "+";
    }

    /// The first line of what git says; null where it says nothing or fails.
    private static @Nullable String git(String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add("git");
        command.add("-C");
        command.add(System.getProperty("centralita.home", "."));
        command.addAll(List.of(arguments));
        var git =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(git.getInputStream(), StandardCharsets.UTF_8))) {
            var lines = out.lines().toList();
            return git.waitFor() == 0 && !lines.isEmpty() ? lines.getFirst() : null;
        }
    }
}
