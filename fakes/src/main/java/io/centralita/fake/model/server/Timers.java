package io.centralita.fake.model.server;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// Timers of one connection, none of which outlives it. Belongs to the event loop.
final class Timers {
    private final Vertx vertx;
    private final Context context;
    private final Set<Long> running = new HashSet<>();
    private boolean closed;

    Timers(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    /// Later in any case, even without a delay.
    void after(Duration delay, Runnable action) {
        if (closed) {
            return;
        }
        if (delay.toMillis() <= 0) {
            context.runOnContext(_ -> run(action));
            return;
        }
        running.add(
                vertx.setTimer(
                        delay.toMillis(),
                        id -> {
                            running.remove(id);
                            run(action);
                        }));
    }

    void close() {
        closed = true;
        running.forEach(vertx::cancelTimer);
        running.clear();
    }

    private void run(Runnable action) {
        if (!closed) {
            action.run();
        }
    }
}
