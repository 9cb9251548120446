package io.centralita.app.bench.rtp;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.bench.engine.Child;
import io.centralita.app.bench.engine.Cores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Measures so many calls over RTP: warmed up, recorded, taken away.
final class RtpLoad {
    private static final List<String> SERVER_FLAGS =
            List.of("-XX:ActiveProcessorCount=1", "-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

    private static final List<String> LOAD_FLAGS =
            List.of("-XX:ActiveProcessorCount=1", "-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

    private RtpLoad() {}

    /// What was found.
    ///
    /// @param before the server's sample at the beginning of the recording
    /// @param after at its end
    /// @param load the far ends' report
    record Found(int calls, JsonNode before, JsonNode after, JsonNode load) {
        private double spent(String what) {
            return after.path(what).asDouble() - before.path(what).asDouble();
        }

        double seconds() {
            return spent("atNanos") / 1e9;
        }

        /// Of one core, by all calls.
        double cpuPercent() {
            return spent("cpuNanos") / 1e7 / seconds();
        }

        /// Both ways.
        long packets() {
            return load.path("sent").asLong() + load.path("received").asLong();
        }

        double allocatedPerPacket() {
            return spent("allocated") / packets();
        }

        long heard() {
            return (long) spent("heard");
        }

        long lost() {
            return (long) spent("lost");
        }

        long gaps() {
            return load.path("gaps").asLong();
        }

        double serverMs(String what) {
            return after.path(what).asDouble() / 1e6;
        }

        double loadMs(String what) {
            return load.path(what).asDouble() / 1e6;
        }
    }

    static Found measure(int calls, Duration warming, Duration length)
            throws IOException, InterruptedException {
        var cores = Cores.ofThisMachine();
        var directory = Files.createTempDirectory("centralita-bench");
        try (var load = start(cores.load(), LOAD_FLAGS, RtpLoadWorker.class, directory);
                var server =
                        start(cores.server(), SERVER_FLAGS, RtpServerWorker.class, directory)) {
            var ours = server.ask(Child.wish("prepare").put("calls", calls));
            var theirs = load.ask(Child.wish("open").set("ports", ours.path("ports")));
            server.ask(Child.wish("connect").set("ports", theirs.path("ports")));
            load.ask("send");
            Thread.sleep(warming);
            server.ask("forget");
            var before = server.ask("sample");
            load.ask("record");
            Thread.sleep(length);
            var report = load.ask("report");
            var after = server.ask("sample");
            server.ask("close");
            load.ask("close");
            return new Found(calls, before, after, report);
        } finally {
            deleteQuietly(directory);
        }
    }

    private static Child start(
            List<String> place, List<String> flags, Class<?> worker, Path directory)
            throws IOException {
        return Child.start(place, flags, worker, directory, List.of());
    }

    private static void deleteQuietly(Path directory) {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException _) {
            // a temporary directory is the system's in the end
        }
    }
}
