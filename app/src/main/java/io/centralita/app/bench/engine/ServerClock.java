package io.centralita.app.bench.engine;

import io.centralita.app.server.ServerWatcher;
import org.HdrHistogram.ConcurrentHistogram;

/// The server's 20 ms clock. A beat that is a whole period late or more stands for those that had
/// to wait behind it too. Thread-safe.
public final class ServerClock implements ServerWatcher {
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final ConcurrentHistogram lateness = new ConcurrentHistogram(LONGEST_NANOS, 3);

    @Override
    public void paced(long latenessNanos) {
        lateness.recordValueWithExpectedInterval(
                Math.clamp(latenessNanos, 0, LONGEST_NANOS), Beat.PERIOD_NANOS);
    }

    public void forget() {
        lateness.reset();
    }

    public long percentileNanos(double percent) {
        return lateness.getValueAtPercentile(percent);
    }

    public long worstNanos() {
        return lateness.getMaxValue();
    }
}
