package io.centralita.console.glance;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// How values are spread, ms; nulls where there is none. Percentiles are values that occurred: the
/// smallest that at least so many of all reach.
record Spread(@Nullable Long p50, @Nullable Long p95, @Nullable Long max) {
    static Spread of(Collection<Long> values) {
        if (values.isEmpty()) {
            return new Spread(null, null, null);
        }
        var sorted = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Spread(at(sorted, 50), at(sorted, 95), sorted[sorted.length - 1]);
    }

    private static long at(long[] sorted, int percent) {
        return sorted[(sorted.length * percent + 99) / 100 - 1];
    }
}
