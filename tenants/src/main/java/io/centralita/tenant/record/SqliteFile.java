package io.centralita.tenant.record;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database file and the connections to it. A file that was deleted or replaced under open
/// connections would swallow every further write without an error; it is noticed and opened anew.
final class SqliteFile implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqliteFile.class);

    /// One writer, two readers.
    private static final int CONNECTIONS = 3;

    private static final long CONNECTION_TIMEOUT_MS = 2_000;

    private final DatabaseSettings settings;
    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();

    /// Guarded by `lock`.
    private @Nullable Opened opened;

    private SqliteFile(DatabaseSettings settings) {
        this.settings = settings;
        this.file = settings.file().toAbsolutePath();
    }

    /// Creates the file where there is none, and brings its tables to this version.
    static SqliteFile open(DatabaseSettings settings) {
        var file = new SqliteFile(settings);
        var _ = file.jdbi();
        return file;
    }

    /// Connections to the file as it is now.
    ///
    /// @throws RecordsUnavailable when it cannot be opened
    Jdbi jdbi() {
        lock.lock();
        try {
            var current = opened;
            if (current != null && Objects.equals(current.identity(), identity())) {
                return current.jdbi();
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
            return fresh.jdbi();
        } finally {
            lock.unlock();
        }
    }

    private Opened openNow() {
        HikariDataSource pool = null;
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            pool = new HikariDataSource(config());
            Flyway.configure(SqliteFile.class.getClassLoader())
                    .dataSource(pool)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return new Opened(pool, over(pool), Objects.requireNonNull(identity()));
        } catch (IOException | RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw new RecordsUnavailable("cannot open the database " + file + ": " + e, e);
        }
    }

    /// Its exceptions do not quote statements: their arguments are what callers said.
    private static Jdbi over(HikariDataSource pool) {
        var jdbi = Jdbi.create(pool);
        jdbi.getConfig(StatementExceptions.class)
                .setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    /// Replaces the connections after a failure: one that failed may keep a stale view of the
    /// tables.
    void renewConnections() {
        lock.lock();
        try {
            var current = opened;
            if (current != null) {
                current.pool().getHikariPoolMXBean().softEvictConnections();
            }
        } finally {
            lock.unlock();
        }
    }

    private HikariConfig config() {
        var config = new HikariConfig();
        config.setPoolName("call-records");
        config.setJdbcUrl("jdbc:sqlite:" + file);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "NORMAL");
        config.addDataSourceProperty(
                "busy_timeout", Long.toString(settings.busyTimeout().toMillis()));
        return config;
    }

    /// Device and inode where the file system has them; null when there is no file.
    private @Nullable Object identity() {
        try {
            var key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? file : key;
        } catch (NoSuchFileException _) {
            return null;
        } catch (IOException e) {
            throw new RecordsUnavailable("cannot see the database file " + file, e);
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
        } finally {
            lock.unlock();
        }
    }

    private record Opened(HikariDataSource pool, Jdbi jdbi, Object identity) {}
}
