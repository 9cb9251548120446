package io.centralita.tenant.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/// A file of its own in a directory of its own.
public final class TestSqlite extends TestDatabase {
    private final Path directory;

    private TestSqlite(Path directory) {
        this.directory = directory;
    }

    public static TestSqlite fresh() {
        try {
            return new TestSqlite(Files.createTempDirectory("centralita-sqlite-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Not there before the database is opened.
    public Path directory() {
        return directory.resolve("data");
    }

    public Path file() {
        return directory().resolve("centralita.db");
    }

    @Override
    public DatabaseSettings.Sqlite settings() {
        return new DatabaseSettings.Sqlite(file(), Duration.ofMillis(20));
    }

    @Override
    public String url() {
        return "sqlite:" + file();
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file() + "?busy_timeout=5000");
    }

    @Override
    public Connection lock(String table) throws SQLException {
        var connection = connect();
        execute(connection, "BEGIN EXCLUSIVE");
        return connection;
    }

    /// A connection that has seen this trigger keeps failing after it is gone.
    @Override
    public void breakTable(String table) throws SQLException {
        execute(
                "CREATE TRIGGER broken BEFORE INSERT ON "
                        + table
                        + " BEGIN SELECT no_such_function(); END");
    }

    @Override
    public void mendTable(String table) throws SQLException {
        execute("DROP TRIGGER broken");
    }

    @Override
    public void refuse(String table, String column, String value) throws SQLException {
        execute(
                "CREATE TRIGGER picky BEFORE INSERT ON %s WHEN NEW.%s = '%s' BEGIN SELECT RAISE(ABORT, 'no'); END"
                        .formatted(table, column, value));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            TestFiles.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
