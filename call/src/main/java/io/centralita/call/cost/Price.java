package io.centralita.call.cost;

import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What one model costs.
///
/// @param units price by kind: of a million tokens or characters, or of a minute of audio
record Price(Map<UsageKind, BigDecimal> units) {
    private static final int MILLION_DECIMALS = 6;
    private static final BigDecimal MS_A_MINUTE = BigDecimal.valueOf(60_000);

    /// Beyond them it is nothing to anybody.
    private static final int DECIMALS = 12;

    Price {
        units = Map.copyOf(units);
    }

    /// What this usage costs; empty where something of it has no price, because a part of a cost is
    /// no cost.
    Optional<BigDecimal> of(Usage usage) {
        var sum = BigDecimal.ZERO;
        for (var paid : paid(measured(usage)).entrySet()) {
            var price = units.get(paid.getKey());
            if (price == null) {
                return Optional.empty();
            }
            sum = sum.add(cost(paid.getKey(), paid.getValue(), price));
        }
        return Optional.of(sum);
    }

    private static BigDecimal cost(UsageKind kind, long amount, BigDecimal price) {
        var exact = price.multiply(BigDecimal.valueOf(amount));
        return kind == UsageKind.TRANSCRIBED_MS || kind == UsageKind.SPOKEN_MS
                ? exact.divide(MS_A_MINUTE, DECIMALS, RoundingMode.HALF_UP)
                : exact.movePointLeft(MILLION_DECIMALS);
    }

    /// Characters and time are two measures of one speech: the one that has no price is left out
    /// where the other has one.
    private Map<UsageKind, Long> measured(Usage usage) {
        var amounts = new EnumMap<UsageKind, Long>(UsageKind.class);
        usage.amounts().forEach(amounts::put);
        if (amounts.containsKey(UsageKind.SPOKEN_CHARACTERS)
                && amounts.containsKey(UsageKind.SPOKEN_MS)) {
            if (units.containsKey(UsageKind.SPOKEN_CHARACTERS)) {
                amounts.remove(UsageKind.SPOKEN_MS);
            } else if (units.containsKey(UsageKind.SPOKEN_MS)) {
                amounts.remove(UsageKind.SPOKEN_CHARACTERS);
            }
        }
        return amounts;
    }

    /// The amounts as they are paid for: what came from a cache is a part of the input and has a
    /// price of its own.
    private static Map<UsageKind, Long> paid(Map<UsageKind, Long> measured) {
        var paid = new EnumMap<UsageKind, Long>(UsageKind.class);
        measured.forEach(paid::put);
        fromCache(paid, UsageKind.INPUT_TEXT, UsageKind.CACHED_TEXT);
        fromCache(paid, UsageKind.INPUT_AUDIO, UsageKind.CACHED_AUDIO);
        fromCache(paid, UsageKind.INPUT_IMAGE, UsageKind.CACHED_IMAGE);
        paid.values().removeIf(amount -> amount <= 0);
        return paid;
    }

    private static void fromCache(Map<UsageKind, Long> paid, UsageKind input, UsageKind cached) {
        long fresh = paid.getOrDefault(input, 0L) - paid.getOrDefault(cached, 0L);
        paid.put(input, Math.max(0, fresh));
    }
}
