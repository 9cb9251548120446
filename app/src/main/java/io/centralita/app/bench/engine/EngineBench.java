package io.centralita.app.bench.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.bench.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// Conducts: for each number of calls a fresh server, callers and a model, warmed up, measured and
/// taken away.
public final class EngineBench {
    /// Until the compiler has little left to do, whose threads share the core.
    private static final int WARMING_CALLS = 200;

    private static final Duration WARMING = Duration.ofSeconds(45);
    private static final Duration BASELINE = Duration.ofSeconds(8);

    /// From the last call's beginning until the greetings are over and talk goes on evenly.
    private static final Duration SETTLING = Duration.ofSeconds(8);

    private static final Duration HANGING_UP = Duration.ofSeconds(30);

    /// On one core, with a heap that is all there from the beginning: what the process grows by is
    /// then outside of it.
    private static final List<String> SERVER_FLAGS =
            List.of("-XX:ActiveProcessorCount=1", "-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

    /// Neither its collections nor a timer that thinks in milliseconds are to be taken for the
    /// server's delays.
    private static final List<String> LOAD_FLAGS =
            List.of(
                    "-XX:ActiveProcessorCount=1",
                    "-Xms2g",
                    "-Xmx2g",
                    "-Xmn1500m",
                    "-XX:+AlwaysPreTouch",
                    "-Dio.netty.channel.epoll.epollWaitThreshold=0");

    private final List<Integer> calls;
    private final Duration length;
    private final Consumer<String> progress;
    private final Cores cores = Cores.ofThisMachine();

    /// @param calls at once, one measurement for each number
    /// @param length of each recording
    /// @param progress takes a line now and then
    public EngineBench(List<Integer> calls, Duration length, Consumer<String> progress) {
        this.calls = List.copyOf(calls);
        this.length = length;
        this.progress = progress;
    }

    public Result run() throws IOException, InterruptedException {
        var measured = new ArrayList<Measurement>();
        for (var number : calls) {
            measured.add(measure(number));
        }
        return new EngineReport(measured, length, cores.pinned()).result();
    }

    private Measurement measure(int number) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("centralita-bench");
        var end = new Thread(() -> deleteQuietly(directory));
        Runtime.getRuntime().addShutdownHook(end);
        try (var load =
                Child.start(cores.load(), LOAD_FLAGS, LoadWorker.class, directory, List.of())) {
            var model = load.ask("start").path("url").asText();
            try (var server =
                    Child.start(
                            cores.server(),
                            SERVER_FLAGS,
                            ServerWorker.class,
                            directory,
                            List.of(
                                    directory.toString(),
                                    model,
                                    String.valueOf(Math.max(number, WARMING_CALLS) + 10)))) {
                return measure(number, load, server);
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(end);
            deleteQuietly(directory);
        }
    }

    private JsonNode baseline(Child load, int number) throws IOException, InterruptedException {
        load.ask(Child.wish("baseline").put("calls", number));
        Thread.sleep(SETTLING);
        load.ask("record");
        Thread.sleep(BASELINE);
        var report = load.ask("report");
        load.ask("hangup");
        return report;
    }

    private Measurement measure(int number, Child load, Child server)
            throws IOException, InterruptedException {
        var url = server.ask("start").path("url").asText();
        progress.accept(
                "%d calls: warming up (server: process %d)".formatted(number, server.pid()));
        dial(load, url, WARMING_CALLS);
        Thread.sleep(WARMING);
        hangUp(load, server);
        var idle = server.ask("memory");
        progress.accept("%d calls: dialling".formatted(number));
        dial(load, url, number);
        Thread.sleep(SETTLING);
        progress.accept("%d calls: recording".formatted(number));
        server.ask("forget");
        var before = server.ask("sample");
        load.ask("record");
        Thread.sleep(length);
        var report = load.ask("report");
        var after = server.ask("sample");
        var busy = server.ask("memory");
        hangUp(load, server);
        var told = load.ask("report");
        progress.accept("%d calls: the harness alone".formatted(number));
        var baseline = baseline(load, number);
        server.ask("close");
        return new Measurement(number, baseline, report, before, after, idle, busy, told);
    }

    private static void dial(Child load, String url, int number)
            throws IOException, InterruptedException {
        load.ask(Child.wish("dial").put("url", url).put("calls", number));
    }

    /// Until the server has closed its books too.
    private static void hangUp(Child load, Child server) throws IOException, InterruptedException {
        load.ask("hangup");
        var until = System.nanoTime() + HANGING_UP.toNanos();
        while (server.ask("sample").path("calls").asInt() > 0) {
            if (System.nanoTime() > until) {
                throw new IOException("calls are left at the server after hanging up");
            }
            Thread.sleep(100);
        }
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
