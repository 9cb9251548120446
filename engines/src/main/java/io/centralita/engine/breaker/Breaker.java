package io.centralita.engine.ladder;

import io.centralita.call.engine.EngineFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Keeps calls from waiting for an engine that has just failed to open. One for each rung, shared
/// by all calls; thread-safe.
final class Breaker {
    private final Duration coolDown;
    private @Nullable EngineFailure failure;
    private long until;
    private boolean tried;

    Breaker(Duration coolDown) {
        this.coolDown = coolDown;
    }

    /// Whether a call may open the engine. After the cool-down one call may; until it has said how
    /// that went ([#opened], [#failed] or [#left]) the others still may not.
    synchronized boolean admits(long now) {
        if (failure == null) {
            return true;
        }
        if (tried || now - until < 0) {
            return false;
        }
        tried = true;
        return true;
    }

    synchronized void opened() {
        failure = null;
        tried = false;
    }

    synchronized void failed(EngineFailure why, long now) {
        failure = why;
        until = now + pause(why).toNanos();
        tried = false;
    }

    /// The call ended before its engine had opened.
    synchronized void left() {
        tried = false;
    }

    /// Why calls are kept away, null where they are not.
    synchronized @Nullable EngineFailure failure() {
        return failure;
    }

    /// A provider that says when to come back is believed where that is sooner.
    private Duration pause(EngineFailure why) {
        return why instanceof EngineFailure.RateLimited(var after) && after.compareTo(coolDown) < 0
                ? after
                : coolDown;
    }
}
