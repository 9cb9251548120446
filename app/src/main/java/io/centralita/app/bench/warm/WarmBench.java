package io.centralita.app.bench.warm;

import io.centralita.app.bench.Result;
import io.centralita.app.bench.Result.Row;
import io.centralita.app.demo.Callers;
import io.centralita.app.server.StartFailure;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallResult.By;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.channel.caller.CallerScript.Step;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// The same calls twice: prepared while they ring, and cold.
public final class WarmBench {
    static final Duration CONNECT = Duration.ofMillis(700);

    /// What a caller may wait for at most once the stream has started, prepared.
    private static final double AIMED_MS = 50;

    /// Callers do not all ring at once; the server's limit for prepared ones is far from reached.
    private static final int AT_ONCE = 5;

    private static final int WARMING_CALLS = 20;
    private static final long PATIENCE_SECONDS = 60;

    /// Long enough to know that it is the greeting.
    private static final CallerScript SCRIPT =
            CallerScript.builder()
                    .then(new Step.AwaitSpeech(Duration.ofMillis(300), Duration.ofSeconds(30)))
                    .hangUp()
                    .build();

    private final int calls;
    private final Consumer<String> progress;

    /// @param calls of each kind
    /// @param progress takes a line now and then
    public WarmBench(int calls, Consumer<String> progress) {
        this.calls = calls;
        this.progress = progress;
    }

    /// The calls of one kind.
    record Measured(String kind, List<CallResult> calls, long warm) {
        Measured {
            calls = List.copyOf(calls);
        }

        long failed() {
            return calls.stream()
                    .filter(
                            call ->
                                    call.ending().by() != By.CALLER
                                            || !call.problems().isEmpty()
                                            || call.delivery().firstNanos() < 0)
                    .count();
        }

        /// Milliseconds from the stream's start to the first frame at the caller, in order.
        double[] firstFrames() {
            return calls.stream()
                    .mapToLong(call -> call.delivery().firstNanos())
                    .filter(nanos -> nanos >= 0)
                    .mapToDouble(nanos -> nanos / 1e6)
                    .sorted()
                    .toArray();
        }

        double[] ringing() {
            return calls.stream().mapToDouble(CallResult::webhookMs).sorted().toArray();
        }
    }

    public Result run()
            throws StartFailure,
                    InterruptedException,
                    IOException,
                    ExecutionException,
                    TimeoutException {
        var vertx = Vertx.vertx();
        try (var callers = new Callers(ChannelMetrics.NONE)) {
            var warm = measure(vertx, callers, "when-ready", "prepared");
            var cold = measure(vertx, callers, "off", "cold");
            return result(warm, cold);
        } finally {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private Measured measure(Vertx vertx, Callers callers, String ringing, String kind)
            throws StartFailure,
                    InterruptedException,
                    IOException,
                    ExecutionException,
                    TimeoutException {
        try (var house = WarmHouse.open(vertx, ringing)) {
            place(house, callers, Math.min(calls, WARMING_CALLS));
            progress.accept("%d calls, %s".formatted(calls, kind));
            var placed = place(house, callers, calls);
            long warm = house.reports(placed).stream().filter(report -> report.warm()).count();
            return new Measured(kind, placed, warm);
        }
    }

    private static List<CallResult> place(WarmHouse house, Callers callers, int number)
            throws InterruptedException, ExecutionException, TimeoutException {
        var results = new ArrayList<CallResult>();
        var underWay = new ArrayDeque<CompletableFuture<CallResult>>();
        for (int i = 0; i < number; i++) {
            if (underWay.size() == AT_ONCE) {
                results.add(underWay.remove().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            var line =
                    new Callers.Line(
                            house.url(),
                            "+3460%07d".formatted(i),
                            "+34900000000",
                            Optional.empty());
            underWay.add(callers.call(line, SCRIPT, CallerListener.NONE));
        }
        for (var call : underWay) {
            results.add(call.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return results;
    }

    private Result result(Measured warm, Measured cold) {
        var rows =
                List.of(
                        row(warm, cold, "stream start → first frame, p50", first(50)),
                        row(warm, cold, "stream start → first frame, p99", first(99)),
                        row(warm, cold, "stream start → first frame, worst", first(100)),
                        row(
                                warm,
                                cold,
                                "webhook → TwiML (ringing), p50 / p99",
                                one ->
                                        "%.0f / %.0f ms"
                                                .formatted(
                                                        percentile(one.ringing(), 50),
                                                        percentile(one.ringing(), 99))),
                        row(warm, cold, "calls", one -> String.valueOf(one.calls().size())),
                        row(warm, cold, "put through warm", one -> String.valueOf(one.warm())),
                        row(warm, cold, "failed", one -> String.valueOf(one.failed())));
        boolean good =
                warm.failed() == 0
                        && cold.failed() == 0
                        && warm.warm() == calls
                        && cold.warm() == 0
                        && percentile(warm.firstFrames(), 99) < AIMED_MS;
        return new Result(
                "Warm start",
                "./centralita bench warm --calls %d --markdown".formatted(calls),
                explanation(),
                List.of(warm.kind(), cold.kind()),
                rows,
                good);
    }

    private static String explanation() {
        return "How long a caller hears nothing once Twilio has opened the media stream. The real"
                + " server (ENGINE=openai with its fallback), a fake realtime model that takes "
                + CONNECT.toMillis()
                + " ms to answer the connection, and callers of the Twilio protocol, webhook"
                + " included, "
                + AT_ONCE
                + " at a time, all in one process. Counted from just before `start` is sent to the"
                + " arrival of the first media message at the caller. «prepared» has"
                + " RINGING=when-ready with no least time: the session is opened and the greeting"
                + " made while the telephone rings, which the row «ringing» shows. «cold» has"
                + " RINGING=off. Aim: p99 below "
                + (int) AIMED_MS
                + " ms, prepared.";
    }

    private static Row row(
            Measured warm, Measured cold, String what, Function<Measured, String> figure) {
        return new Row(what, Stream.of(warm, cold).map(figure).toList());
    }

    private static Function<Measured, String> first(int percent) {
        return one -> "%.1f ms".formatted(percentile(one.firstFrames(), percent));
    }

    /// Nearest rank; 0 where nothing was measured.
    static double percentile(double[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
