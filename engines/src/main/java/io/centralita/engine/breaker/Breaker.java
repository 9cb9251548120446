package io.centralita.engine.breaker;

import io.centralita.call.engine.EngineFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Keeps calls from waiting for an engine, or a part of one, that has just failed. One for each,
/// shared by all calls; thread-safe.
public final class Breaker {
    private final Duration coolDown;
    private @Nullable EngineFailure failure;
    private long until;
    private boolean tried;

    /// @param coolDown how long calls are kept away after a failure
    public Breaker(Duration coolDown) {
        this.coolDown = coolDown;
    }

    /// Whether a call may use it. After the cool-down one call may; until it has said how that went
    /// ([#opened], [#failed] or [#left]) the others still may not.
    public synchronized boolean admits(long now) {
        if (failure == null) {
            return true;
        }
        if (tried || now - until < 0) {
            return false;
        }
        tried = true;
        return true;
    }

    public synchronized void opened() {
        failure = null;
        tried = false;
    }

    public synchronized void failed(EngineFailure why, long now) {
        failure = why;
        until = now + pause(why).toNanos();
        tried = false;
    }

    /// The call went before it was known how it would go.
    public synchronized void left() {
        tried = false;
    }

    /// Why calls are kept away, null where they are not.
    public synchronized @Nullable EngineFailure failure() {
        return failure;
    }

    /// A provider that says when to come back is believed where that is sooner.
    private Duration pause(EngineFailure why) {
        return why instanceof EngineFailure.RateLimited(var after) && after.compareTo(coolDown) < 0
                ? after
                : coolDown;
    }
}
