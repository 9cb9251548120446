package io.centralita.tenant.memory;

import io.centralita.call.scope.Time;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes that nobody waits for: tried again until the database takes them, or says that it never
/// will. Confined to the thread that makes memories.
final class SteadyWrites {
    private static final Logger log = LoggerFactory.getLogger(SteadyWrites.class);

    private static final Duration ONE_TRY = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// SQLite's result code of a row that breaks a constraint.
    private static final int SQLITE_CONSTRAINT = 19;

    private final DatabaseWork work;
    private final Supplier<Jdbi> database;
    private final Time time;

    /// Nothing ever comes: waiting for it is a pause.
    private final BlockingQueue<Object> nothing = new ArrayBlockingQueue<>(1);

    SteadyWrites(DatabaseWork work, Supplier<Jdbi> database, Time time) {
        this.work = work;
        this.database = database;
        this.time = time;
    }

    /// @return empty where the database refuses it for good
    <T> Optional<T> write(Function<Handle, T> change) throws InterruptedException {
        var pause = FIRST_PAUSE;
        boolean said = false;
        while (true) {
            try {
                var done = work.within(ONE_TRY, () -> database.get().withHandle(change::apply));
                if (said) {
                    log.atInfo().log("memories are written again");
                }
                return Optional.of(done);
            } catch (MemoryUnavailable e) {
                if (isRefusal(e)) {
                    log.atError()
                            .addKeyValue("error", kindOf(e))
                            .log("memory of a call lost: the database refuses it");
                    return Optional.empty();
                }
                if (!said) {
                    said = true;
                    log.atWarn()
                            .addKeyValue("error", kindOf(e))
                            .log("memories cannot be written, retrying");
                }
                var _ = time.poll(nothing, pause.toNanos());
                var longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
        }
    }

    /// True where trying again cannot help: a constraint, or a value that does not fit (SQL states
    /// 22 and 23).
    private static boolean isRefusal(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                var state = String.valueOf(sql.getSQLState());
                return state.startsWith("22")
                        || state.startsWith("23")
                        || (sql.getErrorCode() & 0xFF) == SQLITE_CONSTRAINT;
            }
        }
        return false;
    }

    /// The kind alone: a database's message may quote the row.
    static String kindOf(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof SQLException sql
                ? "%s %s/%d"
                        .formatted(
                                root.getClass().getSimpleName(),
                                sql.getSQLState(),
                                sql.getErrorCode())
                : root instanceof MemoryUnavailable
                        ? String.valueOf(root.getMessage())
                        : root.getClass().getName();
    }
}
