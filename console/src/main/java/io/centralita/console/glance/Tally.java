package io.centralita.console.glance;

import io.centralita.call.record.CallReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Calls counted. Belongs to one thread.
final class Tally {
    /// Ends by the switchboard that are as they should be.
    private static final Set<String> RULES =
            Set.of("idle", "max-duration", "cost-limit", "held-too-long", "farewell");

    private int calls;
    private int failed;
    private final List<Long> firstAudio = new ArrayList<>();
    private final List<Long> mouthToEar = new ArrayList<>();
    private final List<Long> deadAir = new ArrayList<>();
    private final List<Long> lengths = new ArrayList<>();
    private final Map<String, BigDecimal> cost = new TreeMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();

    void add(CallReport call) {
        calls++;
        if (hasFailed(call)) {
            failed++;
        }
        if (call.firstAudioMs() != null) {
            firstAudio.add(call.firstAudioMs());
        }
        call.turns().stream()
                .flatMap(turn -> Stream.ofNullable(turn.mouthToEarMs()))
                .forEach(mouthToEar::add);
        call.cost().forEach((currency, amount) -> cost.merge(currency, amount, BigDecimal::add));
        if (call.endedAt() != null) {
            deadAir.add(call.longestDeadAirMs());
            lengths.add(Duration.between(call.startedAt(), call.endedAt()).toMillis());
            reasons.merge(String.valueOf(call.reason()), 1, Integer::sum);
        }
    }

    /// Whether a caller was let down: by the engine, by the line, or by a fault of ours.
    static boolean hasFailed(CallReport call) {
        var by = String.valueOf(call.endedBy()).toLowerCase(Locale.ROOT);
        return switch (by) {
            case "engine", "channel" -> true;
            case "switchboard" -> !RULES.contains(String.valueOf(call.reason()));
            default -> false;
        };
    }

    int calls() {
        return calls;
    }

    int failed() {
        return failed;
    }

    Spread firstAudio() {
        return Spread.of(firstAudio);
    }

    Spread mouthToEar() {
        return Spread.of(mouthToEar);
    }

    Spread deadAir() {
        return Spread.of(deadAir);
    }

    Spread lengths() {
        return Spread.of(lengths);
    }

    Map<String, BigDecimal> cost() {
        return Map.copyOf(cost);
    }

    Map<String, Integer> reasons() {
        return Map.copyOf(reasons);
    }
}
