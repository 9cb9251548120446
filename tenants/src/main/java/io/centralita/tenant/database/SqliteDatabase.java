package io.centralita.tenant.database;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database file and the connections to it. A file that was deleted or replaced under open
/// connections would swallow every further write without an error; it is noticed and opened anew.
final class SqliteDatabase implements Database {
    private static final Logger log = LoggerFactory.getLogger(SqliteDatabase.class);

    /// Reads go on beside one writer; more writers would only wait for each other.
    private static final int CONNECTIONS = 6;

    private final DatabaseSettings.Sqlite settings;
    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();

    /// Guarded by `lock`.
    private @Nullable Opened opened;

    /// Guarded by `lock` until the first opening is over.
    private @Nullable OwnerLock owner;

    private SqliteDatabase(DatabaseSettings.Sqlite settings) {
        this.settings = settings;
        this.file = settings.file().toAbsolutePath();
    }

    /// Creates the file where there is none, and brings its tables to this version.
    static SqliteDatabase open(DatabaseSettings.Sqlite settings) {
        var database = new SqliteDatabase(settings);
        var _ = database.jdbi();
        try {
            database.owner = OwnerLock.of(database.file);
            return database;
        } catch (DatabaseUnavailable e) {
            database.close();
            throw e;
        }
    }

    @Override
    public Jdbi jdbi() {
        lock.lock();
        try {
            var current = opened;
            if (current != null && Objects.equals(current.identity(), identity())) {
                return current.pool().jdbi();
            }
            if (current != null) {
                log.atError()
                        .addKeyValue("file", file)
                        .log("database file deleted or replaced while in use, opening it anew");
                opened = null;
                current.pool().close();
            }
            var fresh = openNow();
            opened = fresh;
            return fresh.pool().jdbi();
        } finally {
            lock.unlock();
        }
    }

    private Opened openNow() {
        Pool pool = null;
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            pool = Pool.of(config());
            pool.jdbi()
                    .setTransactionHandler(new SqliteTransactions(pool.source()::evictConnection));
            Schema.migrate(Schema.flyway().dataSource(pool.source()));
            return new Opened(pool, Objects.requireNonNull(identity()));
        } catch (IOException | RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw new DatabaseUnavailable("cannot open the database " + file + ": " + e, e);
        }
    }

    @Override
    public void renewConnections() {
        lock.lock();
        try {
            var current = opened;
            if (current != null) {
                current.pool().renew();
            }
        } finally {
            lock.unlock();
        }
    }

    private HikariConfig config() {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + file);
        config.setMaximumPoolSize(CONNECTIONS);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "NORMAL");
        config.addDataSourceProperty("foreign_keys", "true");
        // Of Flyway's transactions; ours begin likewise (SqliteTransactions). One that reads first
        // and writes later would fail where others write between.
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        config.addDataSourceProperty(
                "busy_timeout", Long.toString(settings.busyTimeout().toMillis()));
        return config;
    }

    @Override
    public boolean exclusive() {
        return owner != null && owner.owned();
    }

    @Override
    public String place() {
        return settings.place();
    }

    /// Device and inode where the file system has them; null when there is no file.
    private @Nullable Object identity() {
        try {
            var key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? file : key;
        } catch (NoSuchFileException _) {
            return null;
        } catch (IOException e) {
            throw new DatabaseUnavailable("cannot see the database file " + file, e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            var current = opened;
            opened = null;
            if (current != null) {
                current.pool().close();
            }
            if (owner != null) {
                owner.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private record Opened(Pool pool, Object identity) {}
}
