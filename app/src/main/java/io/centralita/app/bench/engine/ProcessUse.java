package io.centralita.app.bench.engine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What this process and those that it has started have, and have used, all of them together. Where
/// the system has no `/proc`, what only that tells is 0.
///
/// @param cpuNanos processor time since they began; of those that are gone none
/// @param residentKb memory that is in use (VmRSS)
/// @param threads of the system, virtual ones not
/// @param files open ones, sockets and pipes included
public record ProcessUse(long cpuNanos, long residentKb, long threads, long files) {
    private static final Path PROCESSES = Path.of("/proc");

    public static ProcessUse now() {
        return new ProcessUse(
                cpuNow(),
                sum(process -> status(process, "VmRSS:")),
                sum(process -> status(process, "Threads:")),
                sum(ProcessUse::filesOf));
    }

    private static long cpuNow() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long others =
                ProcessHandle.current()
                        .descendants()
                        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToLong(Duration::toNanos)
                        .sum();
        return system.getProcessCpuTime() + others;
    }

    private static long sum(ToLongFunction<Path> what) {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
                .map(process -> PROCESSES.resolve(String.valueOf(process.pid())))
                .mapToLong(what)
                .sum();
    }

    /// A number of the process's status; 0 where it is gone.
    private static long status(Path process, String name) {
        try {
            return Files.readAllLines(process.resolve("status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }

    private static long filesOf(Path process) {
        try (var open = Files.list(process.resolve("fd"))) {
            return open.count();
        } catch (IOException _) {
            return 0;
        }
    }
}
