package io.centralita.console.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// So many a minute, of each of many: all at once after a quiet minute, then evenly (generic cell
/// rate algorithm). Of the many those are remembered that came last.
public final class RateLimiter {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();

    /// When each has used up nothing any more; guarded by `lock`, whoever came longest ago first.
    private final Map<String, Instant> free = new LinkedHashMap<>(16, 0.75f, true);

    /// @param most of them that are remembered
    public RateLimiter(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /// Takes one, if there is one.
    ///
    /// @return zero, or how long to wait for one
    public Duration take(String key, int perMinute) {
        var one = MINUTE.dividedBy(perMinute);
        lock.lock();
        try {
            var now = clock.instant();
            var used = free.getOrDefault(key, now);
            var next = (used.isBefore(now) ? now : used).plus(one);
            var wait = Duration.between(now.plus(MINUTE), next);
            if (wait.isPositive()) {
                return wait;
            }
            free.put(key, next);
            if (free.size() > most) {
                free.remove(free.keySet().iterator().next());
            }
            return Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }
}
