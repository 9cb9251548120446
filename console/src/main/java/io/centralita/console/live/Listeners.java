package io.centralita.console.live;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who listens to each call: how many, and since when there has been somebody all the time.
/// Thread-safe.
final class Listeners {
    private final Map<String, Company> calls = new ConcurrentHashMap<>();

    /// @param count how many they are
    /// @param since version of the call when the first of them came
    record Company(int count, long since) {}

    /// One more.
    ///
    /// @param version of the call now
    /// @return the company they are in
    Company more(String call, long version) {
        return calls.merge(
                call,
                new Company(1, version),
                (there, _) -> new Company(there.count() + 1, there.since()));
    }

    void less(String call) {
        calls.computeIfPresent(
                call,
                (_, there) ->
                        there.count() > 1 ? new Company(there.count() - 1, there.since()) : null);
    }

    int of(String call) {
        var there = calls.get(call);
        return there == null ? 0 : there.count();
    }
}
