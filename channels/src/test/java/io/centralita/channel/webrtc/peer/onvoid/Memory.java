package io.centralita.channel.webrtc.peer.onvoid;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What native code holds in this process.
final class Memory {
    private static final MemoryLayout MALLINFO2 = MemoryLayout.sequenceLayout(10, JAVA_LONG);

    private Memory() {}

    /// Bytes that `malloc` has given out, of all arenas (`mallinfo2`, glibc 2.33); empty elsewhere.
    @SuppressWarnings("restricted")
    static OptionalLong allocated() throws Throwable {
        var linker = Linker.nativeLinker();
        var symbol = linker.defaultLookup().find("mallinfo2");
        if (symbol.isEmpty()) {
            return OptionalLong.empty();
        }
        var info =
                linker.downcallHandle(
                        symbol.get(),
                        FunctionDescriptor.of(
                                MemoryLayout.structLayout(MALLINFO2.withName("fields"))));
        try (var arena = Arena.ofConfined()) {
            var fields = (MemorySegment) info.invokeExact((SegmentAllocator) arena);
            // hblkhd: mapped blocks; uordblks: the others
            return OptionalLong.of(
                    fields.getAtIndex(JAVA_LONG, 4) + fields.getAtIndex(JAVA_LONG, 7));
        }
    }

    /// Threads of this process, native ones included.
    static int threads() throws IOException {
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            return (int) tasks.count();
        }
    }
}
