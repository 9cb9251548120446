package io.centralita.channel.realtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The ephemeral keys that are valid now, and the session each is bound to. Kept by digest, so that
/// no look-up tells anything of a key by its time. Safe from any thread.
final class ClientSecrets {
    /// @param config the session that the key opens
    /// @param model it names, empty where it names none
    record Bound(SessionConfig config, String model) {}

    private record Entry(Bound bound, long expiresNanos) {}

    private final int most;

    /// Guarded by this.
    private final Map<String, Entry> entries = new HashMap<>();

    ClientSecrets(int most) {
        this.most = most;
    }

    /// A new key, or nothing where too many are valid.
    synchronized Optional<String> issue(Bound bound, long lifeNanos, long nowNanos) {
        entries.values().removeIf(entry -> entry.expiresNanos() - nowNanos <= 0);
        if (entries.size() >= most) {
            return Optional.empty();
        }
        var secret = Ids.secret();
        entries.put(Digests.of(secret), new Entry(bound, nowNanos + lifeNanos));
        return Optional.of(secret);
    }

    /// Any number of times until it expires.
    synchronized Optional<Bound> find(String secret, long nowNanos) {
        return Optional.ofNullable(entries.get(Digests.of(secret)))
                .filter(entry -> entry.expiresNanos() - nowNanos > 0)
                .map(Entry::bound);
    }
}
