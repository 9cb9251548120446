package io.centralita.app.bench.silence;

import io.centralita.call.scope.CallScope;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the process has. Takes no thread dump: it looks at every stack, and JDK 25.0.3 has died of
/// that while a virtual thread was being mounted.
///
/// @param callThreads of all calls, by their own register
/// @param files open files and sockets; -1 where the system does not tell
/// @param heapMb in use after a collection
record Possessions(long callThreads, long files, long heapMb) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static Possessions now() throws IOException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1_048_576;
        return new Possessions(CallScope.live().size(), filesNow(), heap);
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
}
