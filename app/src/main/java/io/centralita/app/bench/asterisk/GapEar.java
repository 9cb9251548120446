package io.centralita.app.bench.asterisk;

import io.centralita.fake.model.server.Ear;
import io.centralita.fake.model.server.ModelConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Notes how long the model hears nothing of a caller. Thread-safe.
final class GapEar implements Ear {
    /// In nanoseconds.
    private record Heard(long last, long longest) {
        Heard now() {
            long now = System.nanoTime();
            return new Heard(now, Math.max(longest, now - last));
        }
    }

    private final Map<ModelConnection, Heard> callers = new ConcurrentHashMap<>();

    @Override
    public void heard(ModelConnection from, byte[] audio) {
        callers.merge(from, new Heard(System.nanoTime(), 0), (before, first) -> before.now());
    }

    /// Callers who are heard.
    int connections() {
        return (int) callers.keySet().stream().filter(ModelConnection::isOpen).count();
    }

    /// What was before does not count.
    void begin() {
        callers.replaceAll((_, before) -> new Heard(before.last, 0));
    }

    /// The longest silence of those who are still there, the present one included.
    ///
    /// @param expected how many there should be at least; where there are fewer, somebody was lost
    Duration longest(int expected) {
        if (connections() < expected) {
            return Duration.ofDays(1);
        }
        long longest = 0;
        for (var caller : callers.entrySet()) {
            if (caller.getKey().isOpen()) {
                longest = Math.max(longest, caller.getValue().now().longest);
            }
        }
        return Duration.ofNanos(longest);
    }
}
