package io.centralita.app.bench;

import java.util.Arrays;
import java.util.List;

/// Order statistics of a handful of measurements in milliseconds.
record Figures(long[] sorted) {
    static Figures of(List<Long> values) {
        var sorted = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Figures(sorted);
    }

    /// The nearest-rank percentile; 0 where nothing was measured.
    long percentile(double percent) {
        if (sorted.length == 0) {
            return 0;
        }
        var rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    int count() {
        return sorted.length;
    }
}
