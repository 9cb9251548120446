package io.centralita.app.bench.silence;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What the process has.
///
/// @param callThreads virtual threads of calls, by their names
/// @param files open files and sockets; -1 where the system does not tell
/// @param heapMb in use after a collection
record Possessions(long callThreads, long files, long heapMb) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern CALL_THREAD =
            Pattern.compile("\"CA[0-9a-f]+/(call|hearing|answering|ladder|tool-)");

    static Possessions now() throws IOException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1_048_576;
        return new Possessions(callThreadsNow(), filesNow(), heap);
    }

    /// The same where so many of the files are somebody else's.
    Possessions without(int others) {
        return new Possessions(callThreads, files < 0 ? files : files - others, heapMb);
    }

    private static long filesNow() throws IOException {
        if (!Files.exists(DESCRIPTORS)) {
            return -1;
        }
        try (var open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }

    private static long callThreadsNow() throws IOException {
        var directory = Files.createTempDirectory("threads");
        var dump = directory.resolve("dump.txt");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
            try (var lines = Files.lines(dump)) {
                return lines.filter(line -> CALL_THREAD.matcher(line).find()).count();
            }
        } finally {
            Files.deleteIfExists(dump);
            Files.deleteIfExists(directory);
        }
    }
}
