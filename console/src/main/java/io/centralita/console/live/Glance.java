package io.centralita.console.live;

import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Turn;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The calls that ended within the last hour, in a few figures. Thread-safe.
public final class Glance {
    static final Duration WINDOW = Duration.ofHours(1);
    static final int MOST_CALLS = 5_000;

    private final InstantSource clock;

    /// By id, the one that ended first first. Guarded by this.
    private final Map<String, CallReport> ended = new LinkedHashMap<>();

    public Glance(InstantSource clock) {
        this.clock = clock;
    }

    /// A report was saved; the last one of a call counts.
    public synchronized void saved(CallReport report) {
        if (report.endedAt() == null || report.answeredAt() == null) {
            return;
        }
        ended.put(report.id(), report);
        forget();
    }

    private void forget() {
        var before = clock.instant().minus(WINDOW);
        var oldest = ended.values().iterator();
        while (oldest.hasNext()) {
            var end = oldest.next().endedAt();
            if (ended.size() <= MOST_CALLS && (end == null || !end.isBefore(before))) {
                return;
            }
            oldest.remove();
        }
    }

    /// @param failed by fault of the engine, the network or ours
    record Figures(
            int calls,
            long failed,
            Map<String, Long> firstAudioMs,
            Map<String, Long> mouthToEarMs,
            Map<String, Long> deadAirMs,
            Map<String, BigDecimal> cost) {}

    synchronized Figures figures() {
        forget();
        var cost = new TreeMap<String, BigDecimal>();
        ended.values()
                .forEach(
                        call ->
                                call.cost()
                                        .forEach(
                                                (currency, amount) ->
                                                        cost.merge(
                                                                currency,
                                                                amount,
                                                                BigDecimal::add)));
        return new Figures(
                ended.size(),
                ended.values().stream().filter(Glance::failed).count(),
                percentiles(all(call -> Stream.of(call).map(CallReport::firstAudioMs))),
                percentiles(all(call -> call.turns().stream().map(Turn::mouthToEarMs))),
                percentiles(all(call -> Stream.of(call.longestDeadAirMs()))),
                cost);
    }

    private static boolean failed(CallReport call) {
        return List.of("engine", "channel").contains(String.valueOf(call.endedBy()))
                || "fault".equals(call.reason());
    }

    private List<Long> all(Function<CallReport, Stream<? extends @Nullable Long>> of) {
        return ended.values().stream()
                .flatMap(of)
                .filter(Objects::nonNull)
                .map(Long::valueOf)
                .sorted()
                .toList();
    }

    /// Nearest ranks; empty where there is nothing.
    private static Map<String, Long> percentiles(List<Long> sorted) {
        if (sorted.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "p50", rank(sorted, 50),
                "p95", rank(sorted, 95),
                "max", sorted.getLast());
    }

    private static long rank(List<Long> sorted, int percent) {
        int rank = Math.ceilDiv(sorted.size() * percent, 100);
        return sorted.get(Math.max(1, rank) - 1);
    }
}
