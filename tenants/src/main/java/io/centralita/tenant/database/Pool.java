package io.centralita.tenant.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/// Connections that are kept open.
record Pool(HikariDataSource source, Jdbi jdbi) implements AutoCloseable {
    private static final String NAME = "centralita";
    private static final long CONNECTION_TIMEOUT_MS = 2_000;

    static Pool of(HikariConfig config) {
        config.setPoolName(NAME);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        config.setMinimumIdle(1);
        var source = new HikariDataSource(config);
        var jdbi = Jdbi.create(source);
        // Its exceptions do not quote statements: their arguments are what callers said.
        jdbi.getConfig(StatementExceptions.class)
                .setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return new Pool(source, jdbi);
    }

    /// Those in use are closed when they are given back.
    void renew() {
        source.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        source.close();
    }
}
