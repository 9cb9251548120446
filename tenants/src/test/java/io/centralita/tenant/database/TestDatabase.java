package io.centralita.tenant.database;

import java.sql.Connection;
import java.sql.SQLException;

/// A real database for one test, of either kind.
public abstract class TestDatabase implements AutoCloseable {
    TestDatabase() {}

    public abstract DatabaseSettings settings();

    /// Its settings as an operator would write them.
    public abstract String url();

    /// As the switchboard opens it, tables included. The caller closes it.
    public final Database open() {
        return Database.open(settings());
    }

    /// A connection past the pool, as another program would have it.
    public abstract Connection connect() throws SQLException;

    /// One statement of another program.
    public final void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Takes the table for itself, until the connection is closed: whoever wants to write to it
    /// waits.
    public abstract Connection lock(String table) throws SQLException;

    /// From now on each new row of the table fails with what is not the row's fault.
    public abstract void breakTable(String table) throws SQLException;

    /// The opposite of [#breakTable].
    public abstract void mendTable(String table) throws SQLException;

    /// From now on a row of the table with this value is refused.
    public abstract void refuse(String table, String column, String value) throws SQLException;

    @Override
    public abstract void close();
}
