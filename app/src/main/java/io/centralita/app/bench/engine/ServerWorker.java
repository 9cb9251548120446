package io.centralita.app.bench.engine;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.centralita.app.log.Logging;
import io.centralita.app.server.Server;
import io.centralita.app.settings.SettingsReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The process of the server that is measured: everything on, as `serve` starts it, but for free
/// ports and a database of its own. Tells on demand what it has used.
final class ServerWorker implements Duty.Worker {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Server server;
    private final ServerClock clock;

    private ServerWorker(Server server, ServerClock clock) {
        this.server = server;
        this.clock = clock;
    }

    /// @param arguments its directory, the model's address, how many calls must be possible
    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[0]);
        var settings =
                SettingsReader.read(
                                directory,
                                Map.of(
                                        "ENGINE",
                                        "openai",
                                        "OPENAI_BASE_URL",
                                        arguments[1],
                                        "OPENAI_API_KEY",
                                        "sk-fake",
                                        "MAX_CALLS",
                                        arguments[2],
                                        "DATA_DIR",
                                        directory.toString(),
                                        "LOG_FILE_PATH",
                                        directory.resolve("log").toString()))
                        .settings()
                        .alone();
        Logging.start(Level.WARN, settings.log().level(), settings.log().file());
        var clock = new ServerClock();
        Duty.serve(new ServerWorker(Server.start(settings, clock), clock));
    }

    @Override
    public ObjectNode does(String what, JsonNode how) throws Exception {
        return switch (what) {
            case "start" -> answer().put("url", server.url().toString());
            case "forget" -> {
                clock.forget();
                yield answer();
            }
            case "sample" -> sample();
            case "memory" -> memory();
            case "close" -> {
                server.close();
                yield answer();
            }
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode sample() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long collections = 0;
        long collectionMs = 0;
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += collector.getCollectionCount();
            collectionMs += collector.getCollectionTime();
        }
        return answer().put("atNanos", System.nanoTime())
                .put("cpuNanos", system.getProcessCpuTime())
                .put("allocated", threads.getTotalThreadAllocatedBytes())
                .put("collections", collections)
                .put("collectionMs", collectionMs)
                .put("beatP99", clock.percentileNanos(99))
                .put("beatP999", clock.percentileNanos(99.9))
                .put("beatWorst", clock.worstNanos())
                .put("calls", server.liveCalls());
    }

    /// After everything that is dead has been collected.
    private static ObjectNode memory() throws IOException {
        System.gc();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return answer().put("heap", heap).put("resident", residentBytes());
    }

    /// -1 where the system does not tell.
    private static long residentBytes() throws IOException {
        if (!Files.exists(STATUS)) {
            return -1;
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1_024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(-1);
        }
    }
}
