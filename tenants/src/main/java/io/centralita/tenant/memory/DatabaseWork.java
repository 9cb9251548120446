package io.centralita.tenant.memory;

import io.centralita.call.scope.Time;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Work in a database, done on a few platform threads, because SQLite would pin virtual ones;
/// waited for by whoever asks, for so long and no longer.
final class DatabaseWork implements AutoCloseable {
    private static final int MOST_WAITING = 64;

    private final ThreadPoolExecutor threads;
    private final Time time;

    private record Outcome<T>(@Nullable T value, @Nullable Throwable fault) {}

    DatabaseWork(String name, int atOnce, Time time) {
        this.time = time;
        threads =
                new ThreadPoolExecutor(
                        atOnce,
                        atOnce,
                        10,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        Thread.ofPlatform().name(name + "-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// @param work never returns null
    /// @throws MemoryUnavailable when it fails, is late, or there are too many who wait
    <T> T within(Duration deadline, Supplier<T> work) throws InterruptedException {
        var outcomes = new ArrayBlockingQueue<Outcome<T>>(1);
        Future<?> running;
        try {
            running = threads.submit(() -> report(work, outcomes));
        } catch (RejectedExecutionException e) {
            throw new MemoryUnavailable("too many wait for the database, or it is closed", e);
        }
        try {
            var outcome = time.poll(outcomes, deadline.toNanos());
            if (outcome == null) {
                throw new MemoryUnavailable("the database does not answer", null);
            }
            if (outcome.value() == null) {
                throw new MemoryUnavailable("the database refuses", outcome.fault());
            }
            return outcome.value();
        } finally {
            running.cancel(true);
        }
    }

    private static <T> void report(Supplier<T> work, BlockingQueue<Outcome<T>> outcomes) {
        Outcome<T> outcome;
        try {
            outcome = new Outcome<>(work.get(), null);
        } catch (RuntimeException | Error fault) { // whatever it is, somebody waits to hear of it
            outcome = new Outcome<>(null, fault);
        }
        outcomes.add(outcome);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
