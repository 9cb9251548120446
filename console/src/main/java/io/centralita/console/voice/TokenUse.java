package io.centralita.console.voice;

import java.time.Instant;

/// Notes which tokens have begun their call. May block, and fail.
@FunctionalInterface
public interface TokenUse {
    /// @param expires when the token cannot begin a call any more
    /// @return false where it has begun one before
    boolean use(String id, Instant expires);
}
