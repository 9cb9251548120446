package io.centralita.console.oidc;

import io.centralita.console.access.Digests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Who is on the way to the provider. Each comes back once, within ten minutes, in the browser they
/// left in. The ten thousand that left last are remembered.
final class Attempts {
    static final Duration PATIENCE = Duration.ofMinutes(10);
    static final int MOST = 10_000;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    /// By the digest of `state`; guarded by `lock`, the oldest first.
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();

    Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /// @param browser digest of what the browser has in a cookie
    /// @param next where on our pages they wanted to go
    record Attempt(String browser, String nonce, String verifier, String next, Instant until) {}

    void add(String state, String browser, String nonce, String verifier, String next) {
        lock.lock();
        try {
            if (attempts.size() >= MOST) {
                attempts.remove(attempts.keySet().iterator().next());
            }
            attempts.put(
                    Digests.of(state),
                    new Attempt(
                            Digests.of(browser),
                            nonce,
                            verifier,
                            next,
                            clock.instant().plus(PATIENCE)));
        } finally {
            lock.unlock();
        }
    }

    /// The attempt that somebody comes back from; whoever comes again with it comes from nowhere.
    Optional<Attempt> take(String state, String browser) {
        lock.lock();
        try {
            return Optional.ofNullable(attempts.remove(Digests.of(state)))
                    .filter(attempt -> attempt.browser().equals(Digests.of(browser)))
                    .filter(attempt -> clock.instant().isBefore(attempt.until()));
        } finally {
            lock.unlock();
        }
    }
}
