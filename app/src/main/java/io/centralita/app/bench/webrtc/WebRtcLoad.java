package io.centralita.app.bench.webrtc;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.bench.engine.Child;
import io.centralita.app.bench.engine.Cores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Measures so many calls at once, and so many that come and go.
final class WebRtcLoad {
    private static final List<String> FLAGS = List.of("-Xms128m", "-Xmx256m");

    /// Before what is left over is measured: classes are loaded and pools filled.
    private static final int FIRST_TO_GO = 100;

    private static final int PORTION = 100;
    private static final int ENDING = 100;
    private static final Duration ENDING_STEP = Duration.ofMillis(100);

    private WebRtcLoad() {}

    /// What was found.
    ///
    /// @param empty the server's sample before anybody called
    /// @param before at the beginning of the recording
    /// @param after at its end
    /// @param connected how the calls came about
    /// @param heard what their callers heard meanwhile
    /// @param gone the server's sample after the first that came and went
    /// @param last after all of them
    /// @param comings how these came about
    record Found(
            int calls,
            int times,
            JsonNode empty,
            JsonNode before,
            JsonNode after,
            JsonNode connected,
            JsonNode heard,
            JsonNode gone,
            JsonNode last,
            JsonNode comings) {
        double seconds() {
            return (after.path("atNanos").asDouble() - before.path("atNanos").asDouble()) / 1e9;
        }

        /// Of one core, for one call.
        double cpuPercentPerCall() {
            double spent = after.path("cpuNanos").asDouble() - before.path("cpuNanos").asDouble();
            return spent / 1e7 / seconds() / calls;
        }

        double megabytesPerCall() {
            double grown =
                    after.path("residentKb").asDouble() - empty.path("residentKb").asDouble();
            return grown / 1_024 / calls;
        }

        /// Frames of 10 ms that a call's sink gets; 100 are right.
        double sinkCallsPerSecond() {
            double frames = after.path("heard").asDouble() - before.path("heard").asDouble();
            return frames / seconds() / calls;
        }

        /// Of what the callers heard, what was the tone.
        double audible() {
            return heard.path("audible").asDouble() / Math.max(1, heard.path("heard").asDouble());
        }

        double kilobytesLeftPerCall() {
            double grown = last.path("residentKb").asDouble() - gone.path("residentKb").asDouble();
            return grown / times;
        }

        long threadsLeft() {
            return last.path("threads").asLong() - gone.path("threads").asLong();
        }

        /// Connections that did not end.
        int leftOpen() {
            return last.path("open").asInt();
        }

        int failed() {
            return comings.path("vain").asInt();
        }
    }

    static Found measure(
            int calls, Duration warming, Duration length, int times, Consumer<String> progress)
            throws IOException, InterruptedException {
        var cores = Cores.ofThisMachine();
        var directory = Files.createTempDirectory("centralita-bench");
        try (var load =
                        Child.start(
                                cores.load(), FLAGS, WebRtcLoadWorker.class, directory, List.of());
                var server =
                        Child.start(
                                cores.server(),
                                FLAGS,
                                WebRtcServerWorker.class,
                                directory,
                                List.of())) {
            var url = server.ask("serve").path("url").asText();
            var empty = server.ask("sample");
            var connected = load.ask(Child.wish("call").put("url", url).put("calls", calls));
            Thread.sleep(warming);
            server.ask("forget");
            load.ask("record");
            var before = server.ask("sample");
            Thread.sleep(length);
            var after = server.ask("sample");
            var heard = load.ask("report");
            load.ask("hang-up");
            progress.accept("%d connections that come and go".formatted(times));
            comeAndGo(load, url, FIRST_TO_GO);
            var gone = allGone(server);
            var comings = comeAndGo(load, url, times);
            var last = allGone(server);
            load.ask("close");
            server.ask("close");
            return new Found(
                    calls, times, empty, before, after, connected, heard, gone, last, comings);
        } finally {
            deleteQuietly(directory);
        }
    }

    /// A sample when the last call has ended at the server too.
    private static JsonNode allGone(Child server) throws IOException, InterruptedException {
        var sample = server.ask("sample");
        for (int i = 0; i < ENDING && sample.path("open").asInt() > 0; i++) {
            Thread.sleep(ENDING_STEP);
            sample = server.ask("sample");
        }
        return sample;
    }

    /// In portions: a child that is asked answers within minutes.
    private static JsonNode comeAndGo(Child load, String url, int times)
            throws IOException, InterruptedException {
        var found = load.ask("forget");
        for (int done = 0; done < times; done += PORTION) {
            int next = Math.min(PORTION, times - done);
            found = load.ask(Child.wish("come-and-go").put("url", url).put("times", next));
        }
        return found;
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
