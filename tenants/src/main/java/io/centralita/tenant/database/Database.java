package io.centralita.tenant.database;

import org.jdbi.v3.core.Jdbi;

/// A database whose tables are those of this version. Safe for any number of threads; everything
/// blocks, so that no event loop and no call's thread may use it.
public interface Database extends AutoCloseable {
    /// Opens the database, and creates or updates its tables.
    ///
    /// @throws DatabaseUnavailable when it cannot be opened
    static Database open(DatabaseSettings settings) {
        return switch (settings) {
            case DatabaseSettings.Sqlite sqlite -> SqliteDatabase.open(sqlite);
            case PostgresSettings postgres -> PostgresDatabase.open(postgres);
        };
    }

    /// Connections to the database as it is now; to be asked for anew for each piece of work. One
    /// that is slow to come is given up after 2 s.
    ///
    /// @throws DatabaseUnavailable when there is no database any more
    Jdbi jdbi();

    /// To be called after a failure: connections of now are not used again.
    void renewConnections();

    /// True where no other process uses this database, so that whatever an earlier one left open in
    /// it is nobody's any more. False also means that nobody can know.
    boolean exclusive();

    /// Where it is, for people and logs; never a password.
    String place();

    @Override
    void close();
}
