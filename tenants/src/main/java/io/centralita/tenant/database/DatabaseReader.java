package io.centralita.tenant.database;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/// Reads with a deadline, whatever state the database is in. Owns a few platform threads; one that
/// a hanging database holds is given up by its reader, and free again when the database's own
/// deadline has passed. Safe for any number of threads.
public final class DatabaseReader implements AutoCloseable {
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Database database;
    private final ThreadPoolExecutor threads;

    /// @param name of the threads
    /// @param readers at most this many reads at once, at least 1
    /// @param waiting this many more may wait; one beyond is refused
    public DatabaseReader(Database database, String name, int readers, int waiting) {
        this.database = database;
        threads =
                new ThreadPoolExecutor(
                        readers,
                        readers,
                        KEPT.toSeconds(),
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(waiting),
                        Thread.ofPlatform().name(name + "-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// What the query finds, within the deadline.
    ///
    /// @throws DatabaseUnavailable when it does not answer in time, cannot be read, or too many
    ///   wait already
    public <T> T read(Duration deadline, Function<Jdbi, T> query) {
        try {
            var result = threads.submit(() -> query.apply(database.jdbi()));
            try {
                return result.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            } finally {
                if (result.cancel(true)) {
                    threads.purge();
                }
            }
        } catch (RejectedExecutionException e) {
            throw new DatabaseUnavailable("too many readers of the database, or closed", e);
        } catch (TimeoutException e) {
            throw new DatabaseUnavailable("the database does not answer", e);
        } catch (ExecutionException e) {
            throw new DatabaseUnavailable("the database cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("interrupted while reading the database", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
