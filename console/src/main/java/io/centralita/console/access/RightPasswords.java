package io.centralita.console.access;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The password that was right a moment ago, so that a script that sends it with every request has
/// it hashed once in ten minutes. Kept is a digest with a random part that dies with the process.
final class RightPasswords {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final String salt = Digests.newId();
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    RightPasswords(InstantSource clock) {
        this.clock = clock;
    }

    private record Known(byte[] digest, Instant until) {}

    boolean knows(String password) {
        var last = known.get();
        return last != null
                && clock.instant().isBefore(last.until())
                && MessageDigest.isEqual(last.digest(), digest(password));
    }

    void remember(String password) {
        known.set(new Known(digest(password), clock.instant().plus(KEPT)));
    }

    private byte[] digest(String password) {
        return Digests.sha256(salt + password);
    }
}
