package io.centralita.tenant.database;

import com.zaxxer.hikari.HikariConfig;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Jdbi;

/// A PostgreSQL server, which many processes may share. A server that stops answering is noticed
/// after the socket's deadline, and its connection dropped.
final class PostgresDatabase implements Database {
    private static final String NAME = "centralita";

    /// One writer of call records and their sweeper, readers, tenants, callers' memory.
    private static final int CONNECTIONS = 8;

    private static final String CONNECT_TIMEOUT_S = "2";

    /// Longer than any reader waits; a statement of ours takes milliseconds.
    private static final String SOCKET_TIMEOUT_S = "10";

    private static final String STATEMENT_TIMEOUT = "SET statement_timeout = 10000";

    private final PostgresSettings settings;
    private final Pool pool;

    private PostgresDatabase(PostgresSettings settings, Pool pool) {
        this.settings = settings;
        this.pool = pool;
    }

    static PostgresDatabase open(PostgresSettings settings) {
        try {
            Schema.migrate(unhurried(settings));
            return new PostgresDatabase(settings, Pool.of(config(settings)));
        } catch (RuntimeException e) {
            throw new DatabaseUnavailable(
                    "cannot open the database " + settings.place() + ": " + Failure.rootOf(e), e);
        }
    }

    /// Without the deadlines of everyday: changes of tables may take longer.
    private static FluentConfiguration unhurried(PostgresSettings settings) {
        return Schema.flyway()
                .dataSource(
                        settings.jdbcUrl(
                                Map.of(
                                        "connectTimeout", CONNECT_TIMEOUT_S,
                                        "tcpKeepAlive", "true",
                                        "ApplicationName", NAME)),
                        settings.user(),
                        settings.password().orElse(null));
    }

    private static HikariConfig config(PostgresSettings settings) {
        var config = new HikariConfig();
        config.setJdbcUrl(
                settings.jdbcUrl(
                        Map.of(
                                "connectTimeout", CONNECT_TIMEOUT_S,
                                "socketTimeout", SOCKET_TIMEOUT_S,
                                "tcpKeepAlive", "true",
                                "ApplicationName", NAME)));
        config.setUsername(settings.user());
        settings.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionInitSql(STATEMENT_TIMEOUT);
        return config;
    }

    @Override
    public Jdbi jdbi() {
        return pool.jdbi();
    }

    @Override
    public void renewConnections() {
        pool.renew();
    }

    @Override
    public boolean exclusive() {
        return false;
    }

    @Override
    public String place() {
        return settings.place();
    }

    @Override
    public void close() {
        pool.close();
    }
}
