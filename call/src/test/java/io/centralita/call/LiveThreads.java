package io.centralita.call;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// Counts live threads, virtual ones included, by name: what a finished call must not leave behind.
public final class LiveThreads {
    private LiveThreads() {}

    public static long named(String prefix) {
        try {
            var dump = Files.createTempDirectory("threads").resolve("dump.txt");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(
                                dump.toString(),
                                HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
                return count(dump, "\"" + prefix);
            } finally {
                Files.deleteIfExists(dump);
                Files.deleteIfExists(dump.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(Path dump, String opening) throws IOException {
        try (var lines = Files.lines(dump)) {
            return lines.filter(line -> line.contains(opening)).count();
        }
    }
}
