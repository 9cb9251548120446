package io.centralita.call.engine;

import java.util.Map;
import java.util.function.Predicate;

/// What one answer, one transcription or one spoken text of a model used.
///
/// @param model as the provider names it; prices go by it
/// @param amounts tokens, characters or milliseconds, by kind; kinds that are zero may be missing
public record Usage(String model, Map<UsageKind, Long> amounts) {
    public Usage {
        amounts = Map.copyOf(amounts);
    }

    public static Usage ofText(String model, long input, long cached, long output) {
        return new Usage(
                model,
                Map.of(
                        UsageKind.INPUT_TEXT, input,
                        UsageKind.CACHED_TEXT, cached,
                        UsageKind.OUTPUT_TEXT, output));
    }

    public long of(UsageKind kind) {
        return amounts.getOrDefault(kind, 0L);
    }

    public long inputTokens() {
        return sum(UsageKind::isInput);
    }

    /// The part of the input that was served from a cache.
    public long cachedInputTokens() {
        return sum(UsageKind::isCached);
    }

    public long outputTokens() {
        return sum(UsageKind::isOutput);
    }

    private long sum(Predicate<UsageKind> kinds) {
        return amounts.entrySet().stream()
                .filter(amount -> kinds.test(amount.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
