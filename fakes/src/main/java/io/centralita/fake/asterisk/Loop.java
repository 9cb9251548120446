package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.pbx.Timeline;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The event loop of one Asterisk, and the time on it.
final class Loop {
    private static final int PATIENCE_S = 10;
    private static final long HALF_MILLI = 500_000;
    private static final long MILLI = 1_000_000;

    private final Vertx vertx;
    private final Context context;
    private final Timeline timeline = new LoopTime();
    private volatile boolean closed;

    Loop(Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
    }

    Vertx vertx() {
        return vertx;
    }

    Timeline timeline() {
        return timeline;
    }

    void close() {
        closed = true;
    }

    /// Soon.
    void post(Runnable action) {
        context.runOnContext(
                _ -> {
                    if (!closed) {
                        action.run();
                    }
                });
    }

    /// And waits until it is done; not for event loops, on which it would wait for itself.
    void run(Runnable action) {
        var _ =
                call(
                        () -> {
                            action.run();
                            return true;
                        });
    }

    <T> T call(Callable<T> action) {
        var result = new CompletableFuture<T>();
        context.runOnContext(
                _ -> {
                    try {
                        result.complete(action.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                });
        return result.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    private final class LoopTime implements Timeline {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Appointment after(Duration delay, Runnable action) {
            long ms = (delay.toNanos() + HALF_MILLI) / MILLI;
            if (ms <= 0) {
                var soon = new Soon(action);
                context.runOnContext(_ -> soon.run());
                return soon;
            }
            long id = vertx.setTimer(ms, _ -> guarded(action));
            return () -> vertx.cancelTimer(id);
        }

        private void guarded(Runnable action) {
            if (!closed) {
                action.run();
            }
        }

        private final class Soon implements Appointment {
            private final Runnable action;
            private boolean cancelled;

            Soon(Runnable action) {
                this.action = action;
            }

            void run() {
                if (!cancelled) {
                    guarded(action);
                }
            }

            @Override
            public void cancel() {
                cancelled = true;
            }
        }
    }
}
