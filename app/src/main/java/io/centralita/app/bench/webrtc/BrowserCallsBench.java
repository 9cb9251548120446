package io.centralita.app.bench.webrtc;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.bench.Result;
import io.centralita.app.bench.Result.Row;
import io.centralita.app.bench.engine.Cores;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// Whole browser calls: what they cost the server at once, and what is left of many.
final class BrowserCallsBench {
    static final String NAME = "Browser calls";

    private static final List<String> PROCESSES = List.of("shared", "own");
    private static final Duration WARMING = Duration.ofSeconds(15);
    private static final int TIMES = 1_000;
    private static final BrowserCallsLoad.ComeAndGo COMING =
            new BrowserCallsLoad.ComeAndGo(TIMES, 8, true);

    private final int calls;
    private final Duration length;
    private final Consumer<String> progress;

    BrowserCallsBench(int calls, Duration length, Consumer<String> progress) {
        this.calls = calls;
        this.length = length;
        this.progress = progress;
    }

    Result run() throws IOException, InterruptedException {
        var found = new ArrayList<BrowserCallsFound>();
        for (var process : PROCESSES) {
            var load = new BrowserCallsLoad(process, calls, WARMING, length, COMING, progress);
            found.add(load.measure());
        }
        return result(found);
    }

    private Result result(List<BrowserCallsFound> found) {
        return new Result(
                NAME,
                "./centralita bench webrtc --calls %d --seconds %d --markdown"
                        .formatted(calls, length.toSeconds()),
                explanation(),
                PROCESSES,
                Stream.concat(atOnce(found), comeAndGo(found)).toList(),
                found.stream().allMatch(BrowserCallsFound::good));
    }

    private static Row row(
            List<BrowserCallsFound> found,
            String what,
            Function<BrowserCallsFound, String> figure) {
        return new Row(what, found.stream().map(figure).toList());
    }

    private Stream<Row> atOnce(List<BrowserCallsFound> found) {
        var of = calls + " calls: ";
        return Stream.of(
                row(
                        found,
                        of + "processor for each, % of one core",
                        it -> "%.2f".formatted(it.cpuPercentPerCall())),
                row(
                        found,
                        of + "memory for each, outside / inside the Java heap",
                        it ->
                                "%.1f / %.1f MB"
                                        .formatted(it.residentMbPerCall(), it.heapMbPerCall())),
                row(
                        found,
                        of + "resident, without a call / with all",
                        it ->
                                "%.0f / %.0f MB"
                                        .formatted(
                                                it.idle().path("residentKb").asDouble() / 1_024,
                                                it.busy().path("residentKb").asDouble() / 1_024)),
                row(
                        found,
                        of + "threads, without a call / with all",
                        it ->
                                "%d / %d"
                                        .formatted(
                                                it.idle().path("threads").asInt(),
                                                it.busy().path("threads").asInt())),
                row(
                        found,
                        of + "lateness of the 20 ms clock, p99 / worst",
                        it ->
                                "%.1f / %.1f ms"
                                        .formatted(it.lateMs("beatP99"), it.lateMs("beatWorst"))),
                row(
                        found,
                        of + "packets to the callers that were lost",
                        it -> "%.3f %%".formatted(100 * it.lost())),
                row(
                        found,
                        of + "of what callers heard, made up",
                        it -> "%.2f %%".formatted(100 * it.concealed())),
                row(
                        found,
                        of + "of what callers heard, the assistant",
                        it -> "%.1f %%".formatted(100 * it.audible())),
                row(
                        found,
                        of + "until all is open, p50 / p99",
                        it -> middleAndWorst(it.connected(), "open")),
                row(
                        found,
                        of + "offer → first sound at the caller, p50 / p99",
                        it -> middleAndWorst(it.connected(), "sound")),
                row(
                        found,
                        of + "callers and model, % of their core",
                        it -> "%.0f".formatted(it.loadCpuPercent())));
    }

    private static Stream<Row> comeAndGo(List<BrowserCallsFound> found) {
        var of = TIMES + " that come and go: ";
        return Stream.of(
                row(found, of + "failed", it -> "" + it.failed()),
                row(found, of + "processes that crashed", it -> it.besideWasLost() ? "1" : "0"),
                row(
                        found,
                        of + "a second",
                        it ->
                                "%.1f"
                                        .formatted(
                                                it.times()
                                                        / it.comings().path("seconds").asDouble())),
                row(
                        found,
                        of + "until all is open, p50 / p99",
                        it -> middleAndWorst(it.comings(), "open")),
                row(
                        found,
                        of + "offer → first sound at the caller, p50 / p99",
                        it -> middleAndWorst(it.comings(), "sound")),
                row(
                        found,
                        of + "left: calls, their threads, connections, sessions of the model",
                        it ->
                                "%d, %d, %d, %d"
                                        .formatted(
                                                it.left("calls"),
                                                it.left("callThreads"),
                                                it.left("connections"),
                                                it.sessions())),
                row(
                        found,
                        of + "reports, without an end",
                        it ->
                                "%d, %d"
                                        .formatted(
                                                it.reports().path("all").asInt(),
                                                it.reports().path("unfinished").asInt())),
                row(
                        found,
                        of + "threads of the system, files: more than before",
                        it -> "%+d, %+d".formatted(it.grownBy("threads"), it.grownBy("files"))),
                row(
                        found,
                        of + "resident, before / after",
                        it ->
                                "%.0f / %.0f MB"
                                        .formatted(
                                                it.gone().path("residentKb").asDouble() / 1_024,
                                                it.last().path("residentKb").asDouble() / 1_024)),
                row(
                        found,
                        of + "left of each outside the Java heap",
                        it -> "%.1f kB".formatted(it.residentKbLeftPerCall())),
                row(
                        found,
                        of + "Java heap in use, more than before all calls",
                        it -> "%.1f MB".formatted(it.heapMbLeft())),
                row(found, of + "libraries replaced", it -> "" + it.left("recycled")));
    }

    private static String middleAndWorst(JsonNode nanos, String what) {
        return "%.0f / %.0f ms"
                .formatted(
                        nanos.path(what + "P50").asDouble() / 1e6,
                        nanos.path(what + "P99").asDouble() / 1e6);
    }

    private static String explanation() {
        return "Whole calls: the real server in a process of its own"
                + (Cores.ofThisMachine().pinned() ? " on one core" : ", not pinned to a core here")
                + ", with ENGINE=openai, WEBRTC_OPENAI=own and WEBRTC_PROCESS=shared or own; what"
                + " is said of own counts both processes. "
                + (Cores.ofThisMachine().pinned() ? "On the other core its" : "Its")
                + " callers, without a browser but with the same library, by HTTP signalling and"
                + " WebRTC over loopback, and a fake of the Realtime model that speaks without a"
                + " pause, so that every call has audio both ways all the time. A speech engine's"
                + " own work is not in it. «Until all is open» and «first sound» begin before the"
                + " offer is made; of those who call at once two dial at a time, beside all who"
                + " are there already. Those who come and go, eight at a time, leave at a random"
                + " moment: half of them within 1.5 s of the first sound, the others while they are"
                + " being connected, some before the answer is there; a quarter vanish like a page"
                + " that is killed. Before is after the first tenth of the same. Memory is measured"
                + " after a collection, and when calls that are over are not remembered any more"
                + " (60 s); the server's heap is resident from the beginning. Aim:"
                + " nothing fails and nothing is left, p99 of the clock below 20 ms, 98 % of what"
                + " is heard is the assistant and less than 1 % made up.";
    }
}
