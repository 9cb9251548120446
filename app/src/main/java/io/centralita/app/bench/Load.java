package io.centralita.app.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this process costs the machine.
///
/// @param cpuNanos processor time used so far, of all cores
/// @param atNanos by [System#nanoTime()]
record Load(long cpuNanos, long atNanos) {
    private static final Path STATUS = Path.of("/proc/self/status");

    static Load now() {
        var cpu =
                ManagementFactory.getOperatingSystemMXBean()
                                instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getProcessCpuTime()
                        : 0;
        return new Load(cpu, System.nanoTime());
    }

    /// Processor time since then per time that passed; 100 is one core, busy all the time.
    double cpuPercentSince(Load before) {
        return 100.0 * (cpuNanos - before.cpuNanos) / (atNanos - before.atNanos);
    }

    /// In use by Java objects, dead ones included.
    static long heapMb() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1_048_576;
    }

    /// The most memory the process ever held; -1 where the system does not tell.
    static long peakMb() throws IOException {
        if (!Files.exists(STATUS)) {
            return -1;
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) / 1_024)
                    .findFirst()
                    .orElse(-1);
        }
    }
}
