package io.centralita.app.bench.webrtc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.app.bench.engine.Child;
import io.centralita.app.bench.engine.Cores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// Conducts: a server, and callers with a model; so many calls at once, and so many that come and
/// go.
final class BrowserCallsLoad {
    /// A heap that is all there from the beginning: what the process grows by is outside of it.
    private static final List<String> SERVER_FLAGS =
            List.of("-Xms384m", "-Xmx384m", "-XX:+AlwaysPreTouch");

    private static final List<String> LOAD_FLAGS = List.of("-Xms256m", "-Xmx512m");

    /// Beyond those who call at once: those who come and go, and those who vanished and are still
    /// waited for.
    private static final int SPARE = 100;

    /// A tenth of those that come and go does so before anything is counted.
    private static final int FIRST = 10;

    private static final int PORTION = 100;

    /// Longer than the switchboard waits for a browser that does not connect, or does not end.
    private static final Duration ENDING = Duration.ofSeconds(100);

    /// A little longer than the switchboard remembers calls that are over, for callers who come
    /// back.
    private static final Duration REMEMBERED = Duration.ofSeconds(65);

    private static final Duration LOOK = Duration.ofMillis(200);

    /// For all to dial, and to be asked.
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final String process;
    private final int calls;
    private final Duration warming;
    private final Duration length;
    private final ComeAndGo coming;
    private final Consumer<String> progress;

    /// Those who come and go.
    ///
    /// @param times that they do
    /// @param atOnce how many are there at once
    /// @param killed whether pages are killed too, which are waited for in the end
    record ComeAndGo(int times, int atOnce, boolean killed) {}

    /// @param process where connections live, as the setting has it
    /// @param calls at once
    /// @param warming from the last one's first sound to the beginning of the recording
    /// @param length of the recording
    BrowserCallsLoad(
            String process,
            int calls,
            Duration warming,
            Duration length,
            ComeAndGo coming,
            Consumer<String> progress) {
        this.process = process;
        this.calls = calls;
        this.warming = warming;
        this.length = length;
        this.coming = coming;
        this.progress = progress;
    }

    BrowserCallsFound measure() throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("centralita-bench");
        var cores = Cores.ofThisMachine();
        try (var load =
                Child.start(
                        cores.load(),
                        LOAD_FLAGS,
                        BrowserCallers.class,
                        directory,
                        List.of(String.valueOf(speech().toSeconds())))) {
            var model = load.ask("start").path("url").asText();
            try (var server =
                    Child.start(
                            cores.server(),
                            SERVER_FLAGS,
                            BrowserServer.class,
                            directory,
                            List.of(
                                    directory.toString(),
                                    model,
                                    String.valueOf(calls + SPARE),
                                    process))) {
                return measure(load, server);
            }
        } finally {
            deleteQuietly(directory);
        }
    }

    /// The first one still hears the assistant when the recording ends.
    private Duration speech() {
        return MARGIN.plus(warming).plus(length);
    }

    private BrowserCallsFound measure(Child load, Child server)
            throws IOException, InterruptedException {
        var url = server.ask("start").path("url").asText();
        progress.accept("%s: warming up".formatted(process));
        int first = Math.max(2, coming.times() / FIRST);
        comeAndGo(load, url, first);
        var idle = memoryWhenForgotten(load, server);
        progress.accept("%s: %d calls at once".formatted(process, calls));
        var connected = load.ask(Child.wish("call").put("url", url).put("calls", calls));
        Thread.sleep(warming);
        server.ask("forget");
        load.ask("record");
        var before = server.ask("sample");
        Thread.sleep(length);
        var after = server.ask("sample");
        var heard = load.ask("report");
        var busy = server.ask("memory");
        load.ask("hang-up");
        progress.accept("%s: %d calls that come and go".formatted(process, coming.times()));
        comeAndGo(load, url, first);
        var gone = memoryWhenGone(load, server);
        var comings = comeAndGo(load, url, coming.times());
        var last = memoryWhenForgotten(load, server);
        var reports = reports(server);
        int sessions = sessions(load);
        load.ask("close");
        server.ask("close");
        return new BrowserCallsFound(
                process,
                calls,
                coming.times(),
                idle,
                before,
                after,
                busy,
                connected,
                heard,
                gone,
                last,
                comings,
                reports,
                sessions);
    }

    /// In portions: a child that is asked answers within minutes.
    private JsonNode comeAndGo(Child load, String url, int number)
            throws IOException, InterruptedException {
        var found = load.ask("forget");
        for (int done = 0; done < number; done += PORTION) {
            found =
                    load.ask(
                            Child.wish("come-and-go")
                                    .put("url", url)
                                    .put("times", Math.min(PORTION, number - done))
                                    .put("atOnce", coming.atOnce())
                                    .put("killed", coming.killed()));
        }
        return found;
    }

    /// What the server has when nothing is under way any more, or has been for too long.
    private static JsonNode memoryWhenGone(Child load, Child server)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + ENDING.toNanos();
        var state = server.ask("state");
        while (System.nanoTime() < end && (!isGone(state) || sessions(load) > 0)) {
            Thread.sleep(LOOK);
            state = server.ask("state");
        }
        return ((ObjectNode) state).setAll((ObjectNode) server.ask("memory"));
    }

    /// Likewise when those who could have come back cannot any more. Where nobody is killed nobody
    /// has to wait either.
    private JsonNode memoryWhenForgotten(Child load, Child server)
            throws IOException, InterruptedException {
        var gone = memoryWhenGone(load, server);
        if (!coming.killed()) {
            return gone;
        }
        Thread.sleep(REMEMBERED);
        return memoryWhenGone(load, server);
    }

    private static boolean isGone(JsonNode state) {
        return state.path("calls").asInt() == 0
                && state.path("callThreads").asInt() == 0
                && state.path("connections").asInt() == 0;
    }

    private static int sessions(Child load) throws IOException, InterruptedException {
        return load.ask("sessions").path("open").asInt();
    }

    /// They are written behind the calls.
    private static JsonNode reports(Child server) throws IOException, InterruptedException {
        var reports = server.ask("reports");
        for (int i = 0; i < 20 && reports.path("unfinished").asInt() > 0; i++) {
            Thread.sleep(LOOK);
            reports = server.ask("reports");
        }
        return reports;
    }

    private static void deleteQuietly(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // a temporary directory is the system's in the end
        }
    }
}
