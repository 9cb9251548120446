package io.centralita.app.bench;

import io.centralita.app.server.ServerWatcher;
import io.centralita.channel.ChannelMetrics;
import org.HdrHistogram.ConcurrentHistogram;

/// The lateness of a pacing clock's ticks, from any event loop.
public final class PacedHistogram implements ServerWatcher, ChannelMetrics {
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final ConcurrentHistogram histogram = new ConcurrentHistogram(LONGEST_NANOS, 3);

    @Override
    public void paced(long latenessNanos) {
        histogram.recordValue(Math.clamp(latenessNanos, 0, LONGEST_NANOS));
    }

    @Override
    public void paced(long latenessNanos, int members, int skipped) {
        paced(latenessNanos);
    }

    public double worstMs() {
        return histogram.getMaxValue() / 1e6;
    }

    public double percentileMs(double percent) {
        return histogram.getValueAtPercentile(percent) / 1e6;
    }
}
