package io.centralita.app.matrix;

import io.centralita.call.InMemoryRecords;
import io.centralita.call.record.CallRecords;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseSettings;
import io.centralita.tenant.record.SqlCallRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Where reports go: a real database where that is to fail. It has threads of its own, which no
/// call ever waits for.
final class FaultyRecords implements AutoCloseable {
    private final CallRecords records;
    private final @Nullable Database database;
    private final @Nullable SqlCallRecords stored;
    private final @Nullable HandedOver handedOver;
    private final @Nullable Path directory;
    private @Nullable Connection other;

    private FaultyRecords(
            CallRecords records,
            @Nullable Database database,
            @Nullable SqlCallRecords stored,
            @Nullable Path directory) {
        this.database = database;
        handedOver = stored == null ? null : new HandedOver(stored);
        this.records = handedOver == null ? records : handedOver;
        this.stored = stored;
        this.directory = directory;
    }

    /// @param real a database on disk
    static FaultyRecords open(boolean real) {
        if (!real) {
            return new FaultyRecords(new InMemoryRecords(), null, null, null);
        }
        try {
            var directory = Files.createTempDirectory("matrix");
            var database =
                    Database.open(
                            DatabaseSettings.parse("sqlite:" + directory.resolve("calls.db")));
            var stored = SqlCallRecords.open(database, InstantSource.system());
            return new FaultyRecords(stored, database, stored, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CallRecords records() {
        return records;
    }

    void strike(Fault what) {
        try {
            var connection = DriverManager.getConnection("jdbc:sqlite:" + directory + "/calls.db");
            other = connection;
            try (var statement = connection.createStatement()) {
                statement.execute(
                        what == Fault.DATABASE_FAILS
                                ? "BEGIN EXCLUSIVE"
                                : "CREATE TRIGGER full BEFORE INSERT ON call_records BEGIN"
                                        + " SELECT disk_is_full(); END");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            var connection = other;
            if (connection != null) {
                try (connection;
                        var statement = connection.createStatement()) {
                    statement.execute(
                            connection.getAutoCommit()
                                    ? "DROP TRIGGER IF EXISTS full"
                                    : "ROLLBACK");
                } catch (SQLException _) {
                    // what locked the database lets go of it with its connection
                }
            }
            if (handedOver != null) {
                handedOver.close();
            }
            if (stored != null && database != null && directory != null) {
                stored.close();
                database.close();
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
