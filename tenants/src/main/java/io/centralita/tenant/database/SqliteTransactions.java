package io.centralita.tenant.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// Transactions of SQLite in its own words, `BEGIN IMMEDIATE` and `COMMIT`: whoever begins one is
/// the only writer, or waits for the busy timeout. The driver's own way (`setAutoCommit(false)`)
/// begins another one within each commit, so that what is written counts as failed where another
/// writer comes first, and after a lock that was not got has the pool take a connection without a
/// transaction for one that has it. One for each handle; confined to its thread.
final class SqliteTransactions implements TransactionHandler {
    private final Consumer<Connection> discard;
    private boolean open;

    /// @param discard takes a connection out of use, with whatever is still open in it
    SqliteTransactions(Consumer<Connection> discard) {
        this.discard = discard;
    }

    @Override
    public TransactionHandler specialize(Handle handle) {
        return new SqliteTransactions(discard);
    }

    @Override
    public void begin(Handle handle) {
        if (!open) {
            try {
                run(handle, "BEGIN IMMEDIATE");
                open = true;
            } catch (SQLException e) {
                throw new TransactionException("cannot begin", e);
            }
        }
    }

    @Override
    public void commit(Handle handle) {
        if (open) {
            try {
                run(handle, "COMMIT");
                open = false;
            } catch (SQLException e) {
                rollback(handle);
                throw new TransactionException("cannot commit", e);
            }
        }
    }

    /// SQLite has done so itself after some failures (disk full, I/O), and then refuses: nobody can
    /// know, and the connection goes.
    @Override
    public void rollback(Handle handle) {
        if (open) {
            open = false;
            try {
                run(handle, "ROLLBACK");
            } catch (SQLException _) {
                discard.accept(handle.getConnection());
            }
        }
    }

    private static void run(Handle handle, String words) throws SQLException {
        try (var statement = handle.getConnection().createStatement()) {
            statement.execute(words);
        }
    }

    @Override
    public boolean isInTransaction(Handle handle) {
        return open;
    }

    @Override
    public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> callback)
            throws X {
        handle.begin();
        boolean done = false;
        try {
            var result = callback.withHandle(handle);
            handle.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                rollback(handle);
            }
        }
    }

    /// SQLite knows one level, the strictest.
    @Override
    public <R, X extends Exception> R inTransaction(
            Handle handle, TransactionIsolationLevel level, HandleCallback<R, X> callback)
            throws X {
        return inTransaction(handle, callback);
    }

    @Override
    public void savepoint(Handle handle, String name) {
        throw new UnsupportedOperationException("no savepoints");
    }

    @Override
    public void rollbackToSavepoint(Handle handle, String name) {
        throw new UnsupportedOperationException("no savepoints");
    }

    @Override
    public void releaseSavepoint(Handle handle, String name) {
        throw new UnsupportedOperationException("no savepoints");
    }
}
