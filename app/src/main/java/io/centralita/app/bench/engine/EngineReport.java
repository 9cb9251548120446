package io.centralita.app.bench.engine;

import io.centralita.app.bench.Result;
import io.centralita.app.bench.Result.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Puts measurements into words.
///
/// @param pinned whether server and load had a core each
record EngineReport(List<Measurement> measured, Duration length, boolean pinned) {
    /// The aims hold for this many calls on one core.
    private static final int AIMED_CALLS = 200;

    private static final double AIMED_MS = 2;
    private static final double AIMED_BYTES_PER_CALL = 100_000;

    Result result() {
        var rows = new ArrayList<Row>();
        rows.add(row("caller → model, p50 / p99 / p99.9", one -> delays(one, "callerToModel")));
        rows.add(row("model → caller, first audio", one -> delays(one, "modelToCaller")));
        rows.add(row("model → caller, held back, behind the beat", one -> delays(one, "paced")));
        rows.add(row("worst of the three", EngineReport::worst));
        rows.add(row("harness alone: caller → model", one -> baseline(one, "callerToModel")));
        rows.add(row("harness alone: model → caller", one -> baseline(one, "modelToCaller")));
        rows.add(row("generator: late in sending", one -> delays(one, "generator")));
        rows.add(row("server’s 20 ms clock, late p99 / p99.9 / worst", EngineReport::beat));
        rows.add(row("audio left at the caller, least / p0.1 / p1", EngineReport::margin));
        rows.add(row("processor, % of the core", one -> "%.1f".formatted(one.cpuPercent())));
        rows.add(row("processor per call", one -> "%.3f %%".formatted(one.cpuPercentPerCall())));
        rows.add(row("allocated per frame", one -> "%.0f B".formatted(one.allocatedPerFrame())));
        rows.add(
                row(
                        "collections",
                        one ->
                                "%.0f in %.0f s, %.0f ms"
                                        .formatted(
                                                one.collections(),
                                                one.seconds(),
                                                one.collectionMs())));
        rows.add(row("heap per call", one -> kilobytes(one.heapPerCall())));
        rows.add(row("outside the heap per call", one -> kilobytes(one.outsideHeapPerCall())));
        rows.add(row("frames both ways", one -> String.valueOf(one.frames())));
        rows.add(row("answers interrupted (clear)", one -> "" + one.count("clears")));
        rows.add(row("frames lost, or out of order", one -> "" + one.count("outOfOrder")));
        rows.add(row("20 ms without audio inside an answer", one -> "" + one.count("drySlots")));
        rows.add(row("switchboard’s own sentences, frames", one -> "" + one.count("unstamped")));
        rows.add(row("faults", EngineReport::faults));
        return new Result(
                "Engine",
                command(),
                explanation(),
                measured.stream()
                        .map(one -> one.calls() == 1 ? "1 call" : one.calls() + " calls")
                        .toList(),
                rows,
                isGood());
    }

    private String command() {
        return "./centralita bench engine --calls %s --seconds %d --markdown"
                .formatted(
                        measured.stream()
                                .map(one -> String.valueOf(one.calls()))
                                .collect(Collectors.joining(",")),
                        length.toSeconds());
    }

    private String explanation() {
        return "What the switchboard adds between a caller and a realtime model, and what a call"
                + " costs. The real server with everything on (ENGINE=openai with its fallback,"
                + " guard, ledger, records, log, metrics; one event loop, heap of 1 GB)"
                + (pinned ? " has one core for itself" : " is not pinned to a core here")
                + "; callers and the fake model share one process"
                + (pinned ? " on another" : "")
                + ". Callers speak the Twilio protocol (μ-law, 50 messages a second, marks sent"
                + " back as they sound), the model takes and gives the same G.711. A caller speaks"
                + " 8 s of 31 s, the model about half of the time, every fourth answer is"
                + " interrupted. Every frame carries its number and a time inside of its audio."
                + " «caller → model» counts from the moment a frame was due to be sent to its"
                + " arrival at the model in an append. «model → caller, first audio» counts from"
                + " just before the first piece of an answer is sent to its first 20 ms at the"
                + " caller. Later audio is held back on purpose, so as to be 300 ms ahead of the"
                + " ear: what counts there is how long after the server’s 20 ms beat each frame"
                + " arrives. Nothing is taken off: «harness alone» is the same audio at the same"
                + " pace from callers who speak to the model directly; compare it and the"
                + " generator’s own lateness, above all where one core of callers and model is the"
                + " bottleneck. «Allocated» counts all that the process allocates per 20 ms frame,"
                + " both ways counted. «Heap per call» is what lives after a full collection with"
                + " the calls on, less what lived before them; «outside the heap» likewise.";
    }

    private boolean isGood() {
        return measured.stream().allMatch(Measurement::faultless)
                && measured.stream()
                        .filter(one -> one.calls() == AIMED_CALLS)
                        .allMatch(
                                one ->
                                        one.ms(one.load(), "callerToModel", "p99") < AIMED_MS
                                                && one.ms(one.load(), "modelToCaller", "p99")
                                                        < AIMED_MS
                                                && one.heapPerCall() + one.outsideHeapPerCall()
                                                        < AIMED_BYTES_PER_CALL);
    }

    private Row row(String what, Function<Measurement, String> figure) {
        return new Row(what, measured.stream().map(figure).toList());
    }

    private static String delays(Measurement one, String what) {
        return "%.2f / %.2f / %.2f ms"
                .formatted(
                        one.ms(one.load(), what, "p50"),
                        one.ms(one.load(), what, "p99"),
                        one.ms(one.load(), what, "p999"));
    }

    private static String baseline(Measurement one, String what) {
        return "%.2f / %.2f / %.2f ms"
                .formatted(
                        one.ms(one.baseline(), what, "p50"),
                        one.ms(one.baseline(), what, "p99"),
                        one.ms(one.baseline(), what, "p999"));
    }

    private static String worst(Measurement one) {
        return "%.1f / %.1f / %.1f ms"
                .formatted(
                        one.ms(one.load(), "callerToModel", "max"),
                        one.ms(one.load(), "modelToCaller", "max"),
                        one.ms(one.load(), "paced", "max"));
    }

    private static String beat(Measurement one) {
        return "%.2f / %.2f / %.1f ms"
                .formatted(
                        one.after().path("beatP99").asDouble() / 1e6,
                        one.after().path("beatP999").asDouble() / 1e6,
                        one.after().path("beatWorst").asDouble() / 1e6);
    }

    private static String margin(Measurement one) {
        return "%.0f / %.0f / %.0f ms"
                .formatted(
                        one.ms(one.load(), "margin", "least"),
                        one.ms(one.load(), "margin", "p01"),
                        one.ms(one.load(), "margin", "p1"));
    }

    private static String faults(Measurement one) {
        var faults = one.told().path("faults");
        return faults.isEmpty()
                ? "none"
                : faults.properties().stream()
                        .map(fault -> fault.getValue() + " × " + fault.getKey())
                        .collect(Collectors.joining("; "));
    }

    private static String kilobytes(double bytes) {
        return "%.1f kB".formatted(bytes / 1_000);
    }
}
