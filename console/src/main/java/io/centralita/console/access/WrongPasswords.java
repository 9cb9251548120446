package io.centralita.console.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Counts wrong passwords by address: after ten within a minute the address must wait until that
/// minute is over, whatever it sends. Remembers the thousand addresses that failed last.
public final class WrongPasswords {
    public static final int ALLOWED = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int ADDRESSES = 1_000;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    /// Guarded by `lock`; the oldest window first.
    private final Map<String, Window> windows = new LinkedHashMap<>();

    public WrongPasswords(InstantSource clock) {
        this.clock = clock;
    }

    /// How long the address must wait; zero when it may try.
    public Duration wait(String address) {
        lock.lock();
        try {
            var window = windows.get(address);
            if (window == null || window.failures() < ALLOWED) {
                return Duration.ZERO;
            }
            var rest = Duration.between(clock.instant(), window.since().plus(WINDOW));
            return rest.isPositive() ? rest : Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    public void failed(String address) {
        lock.lock();
        try {
            var now = clock.instant();
            var window = windows.get(address);
            if (window != null && now.isBefore(window.since().plus(WINDOW))) {
                windows.put(address, new Window(window.since(), window.failures() + 1));
                return;
            }
            windows.remove(address);
            if (windows.size() >= ADDRESSES) {
                windows.remove(windows.keySet().iterator().next());
            }
            windows.put(address, new Window(now, 1));
        } finally {
            lock.unlock();
        }
    }

    /// What was counted before it was known was right.
    void forgive(String address) {
        lock.lock();
        try {
            windows.computeIfPresent(
                    address,
                    (_, window) -> new Window(window.since(), Math.max(0, window.failures() - 1)));
        } finally {
            lock.unlock();
        }
    }

    private record Window(Instant since, int failures) {}
}
