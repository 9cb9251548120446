package io.centralita.app.bench.webrtc;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.app.bench.engine.Duty;
import io.centralita.app.bench.engine.ProcessUse;
import io.centralita.app.bench.engine.ServerClock;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.log.Logging;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.record.CallReport;
import io.centralita.call.scope.CallScope;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The process that is measured: the whole server, as `serve` starts it but for free ports and a
/// database of its own. Where browsers' connections live in a process beside it, that is measured
/// with it.
final class BrowserServer implements Duty.Worker {
    private final Server server;
    private final Books books;
    private final ServerClock clock;
    private final ServerApi api;

    private BrowserServer(Server server, Books books) {
        this.server = server;
        this.books = books;
        clock = books.clock();
        api = new ServerApi(server.url(), Optional.empty());
    }

    /// @param arguments its directory, the model's address, how many calls must be possible, and
    ///   where connections live, as in the setting
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
                                        SpeakingModel.KEY,
                                        "MAX_CALLS",
                                        arguments[2],
                                        "WEBRTC_PROCESS",
                                        arguments[3],
                                        "WEBRTC_OPENAI",
                                        "own",
                                        "DATA_DIR",
                                        directory.toString(),
                                        "LOG_FILE_PATH",
                                        directory.resolve("log").toString()))
                        .settings()
                        .alone();
        Logging.start(Level.WARN, settings.log().level(), settings.log().file());
        var books = new Books(new ServerClock(), new ConcurrentHashMap<>());
        Duty.serve(new BrowserServer(Server.start(settings, books), books));
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
            case "state" -> state();
            case "memory" -> memory();
            case "reports" -> reports();
            case "close" -> {
                api.close();
                server.close();
                yield answer();
            }
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// Costs the server next to nothing.
    private ObjectNode sample() {
        var use = ProcessUse.now();
        return answer().put("atNanos", System.nanoTime())
                .put("cpuNanos", use.cpuNanos())
                .put("residentKb", use.residentKb())
                .put("threads", use.threads())
                .put("files", use.files())
                .put("beatP99", clock.percentileNanos(99))
                .put("beatWorst", clock.worstNanos())
                .put("calls", server.liveCalls())
                .put("callThreads", CallScope.live().size());
    }

    /// A sample, and what the server tells of itself: not to be asked for while it is measured.
    private ObjectNode state() throws IOException, InterruptedException {
        var metrics = api.get("/metrics").body();
        return sample().put("connections", metric(metrics, "centralita_webrtc_connections"))
                .put("recycled", metric(metrics, "centralita_webrtc_recycled_total"))
                .put("beside", beside());
    }

    /// As an operator would read it.
    private static long metric(String metrics, String name) throws IOException {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IOException("no metric " + name));
    }

    /// The process beside this one, by its number; 0 where there is none.
    private static long beside() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElse(0);
    }

    /// A sample when everything that is dead has been collected.
    private ObjectNode memory() {
        System.gc();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return sample().put("heap", heap);
    }

    private ObjectNode reports() {
        var ended = books.ended().values();
        return answer().put("all", ended.size())
                .put("unfinished", ended.stream().filter(is -> !is).count());
    }

    /// What the server tells of its clock and its calls.
    ///
    /// @param ended by a call's id, whether its latest report has an end
    private record Books(ServerClock clock, Map<String, Boolean> ended) implements ServerWatcher {
        @Override
        public void paced(long latenessNanos) {
            clock.paced(latenessNanos);
        }

        @Override
        public void report(CallReport report) {
            ended.put(report.id(), report.endedAt() != null);
        }
    }
}
