package io.centralita.console.live;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many listen to each call. Thread-safe.
final class Listeners {
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    /// @return how many there are now
    int more(String call) {
        return calls.merge(call, 1, Integer::sum);
    }

    void less(String call) {
        calls.computeIfPresent(call, (_, count) -> count > 1 ? count - 1 : null);
    }

    int of(String call) {
        return calls.getOrDefault(call, 0);
    }
}
