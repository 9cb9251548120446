package io.centralita.app.server;

import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseSettings;
import io.centralita.tenant.database.DatabaseUnavailable;
import io.centralita.tenant.database.Failure;
import io.centralita.tenant.database.PostgresSettings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the database at the start of a server. A server of PostgreSQL that is started together
/// with us may take a while: it is waited for.
final class DatabaseOpening {
    private static final Logger log = LoggerFactory.getLogger(DatabaseOpening.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private DatabaseOpening() {}

    static Database open(DatabaseSettings settings) throws StartFailure, InterruptedException {
        long began = System.nanoTime();
        boolean told = false;
        while (true) {
            try {
                return Database.open(settings);
            } catch (DatabaseUnavailable e) {
                boolean later =
                        settings instanceof PostgresSettings
                                && Failure.of(e).temporary()
                                && System.nanoTime() - began < PATIENCE.toNanos();
                if (!later) {
                    throw new StartFailure("start.no-records", e, String.valueOf(e.getMessage()));
                }
                if (!told) {
                    log.atWarn()
                            .addKeyValue("database", settings.place())
                            .addKeyValue("error", Failure.rootOf(e))
                            .log("the database does not answer yet, waiting for it");
                    told = true;
                }
                Thread.sleep(PAUSE);
            }
        }
    }
}
