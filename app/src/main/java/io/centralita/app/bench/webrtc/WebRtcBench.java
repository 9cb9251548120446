package io.centralita.app.bench.webrtc;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.bench.Result;
import io.centralita.app.bench.Result.Row;
import io.centralita.app.bench.engine.Cores;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Browser calls: what they cost at once, and what is left of many; whole calls, and then the ends
/// of their connections alone.
public final class WebRtcBench {
    private static final Duration WARMING = Duration.ofSeconds(5);
    private static final int TIMES = 1_000;

    /// The library itself keeps about 6 kB of each until it is replaced (rule 4); without the
    /// releases of rule 2 it is 150 kB.
    private static final double MOST_KB_LEFT = 30;

    private static final int MOST_THREADS_LEFT = 5;
    private static final double LEAST_SINK_CALLS = 95;
    private static final double MOST_SINK_CALLS = 105;
    private static final double LEAST_AUDIBLE = 0.98;

    private final int calls;
    private final Duration length;
    private final Consumer<String> progress;

    /// @param calls at once
    /// @param length of the recording
    public WebRtcBench(int calls, Duration length, Consumer<String> progress) {
        this.calls = calls;
        this.length = length;
        this.progress = progress;
    }

    public List<Result> run() throws IOException, InterruptedException {
        return List.of(new BrowserCallsBench(calls, length, progress).run(), ends());
    }

    private Result ends() throws IOException, InterruptedException {
        progress.accept("%d connections at once".formatted(calls));
        var found = WebRtcLoad.measure(calls, WARMING, length, TIMES, progress);
        return new Result(
                BrowserCallsBench.NAME + ": the connections alone",
                "./centralita bench webrtc --calls %d --seconds %d --markdown"
                        .formatted(calls, length.toSeconds()),
                explanation(),
                rows(found),
                good(found));
    }

    private static boolean good(WebRtcLoad.Found found) {
        return found.failed() == 0
                && found.leftOpen() == 0
                && found.sinkCallsPerSecond() > LEAST_SINK_CALLS
                && found.sinkCallsPerSecond() < MOST_SINK_CALLS
                && found.audible() > LEAST_AUDIBLE
                && found.kilobytesLeftPerCall() < MOST_KB_LEFT
                && found.threadsLeft() <= MOST_THREADS_LEFT;
    }

    private static List<Row> rows(WebRtcLoad.Found found) {
        var of = found.calls() + " calls at once: ";
        var many = found.times() + " calls that come and go: ";
        return List.of(
                new Row(
                        of + "processor for each, % of one core",
                        "%.2f".formatted(found.cpuPercentPerCall())),
                new Row(of + "memory for each", "%.1f MB".formatted(found.megabytesPerCall())),
                new Row(
                        of + "resident, empty / with all",
                        "%.0f / %.0f MB"
                                .formatted(
                                        found.empty().path("residentKb").asDouble() / 1_024,
                                        found.after().path("residentKb").asDouble() / 1_024)),
                new Row(of + "threads", found.after().path("threads").asText()),
                new Row(
                        of + "frames of 10 ms for each, a second",
                        "%.1f".formatted(found.sinkCallsPerSecond())),
                new Row(
                        of + "longest gap between two frames",
                        "%.0f ms".formatted(found.after().path("worstGapNanos").asDouble() / 1e6)),
                new Row(
                        of + "of what callers heard, the tone",
                        "%.1f %%".formatted(100 * found.audible())),
                new Row(of + "until all is open, p50 / p99 / worst", connecting(found.connected())),
                new Row(many + "failed / not ended", found.failed() + " / " + found.leftOpen()),
                new Row(
                        many + "a second",
                        "%.1f"
                                .formatted(
                                        found.times()
                                                / found.comings().path("seconds").asDouble())),
                new Row(many + "until all is open, p50 / p99 / worst", connecting(found.comings())),
                new Row(
                        many + "left of each, memory / threads of all",
                        "%.1f kB / %d"
                                .formatted(found.kilobytesLeftPerCall(), found.threadsLeft())),
                new Row(many + "libraries replaced", found.last().path("recycled").asText()));
    }

    private static String connecting(JsonNode nanos) {
        return "%.0f / %.0f / %.0f ms"
                .formatted(
                        nanos.path("connectP50").asDouble() / 1e6,
                        nanos.path("connectP99").asDouble() / 1e6,
                        nanos.path("connectWorst").asDouble() / 1e6);
    }

    private String explanation() {
        return "The ends of browser calls as in service, without an engine behind them: Opus both"
                + " ways, a tone each way, and a data channel"
                + (Cores.ofThisMachine().pinned()
                        ? ", on a core of their own, their callers on another"
                        : ", not pinned to a core here")
                + ". The callers use the same library; two dial at a time. «Until all is open»"
                + " begins before the offer and ends when the data channel is open at the caller."
                + " What is left of calls that come and go is measured over the %d after the first"
                        .formatted(TIMES)
                + " hundred.";
    }
}
