package io.centralita.tenant.database;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// The tables, and how older ones become those of this version: `db/migration`, the same files for
/// both kinds of database. A released file is never changed.
final class Schema {
    private Schema() {}

    /// Still without a database.
    static FluentConfiguration flyway() {
        return Flyway.configure(Schema.class.getClassLoader()).locations("classpath:db/migration");
    }

    /// Several processes may do so at once: one does, the others wait for it.
    static void migrate(FluentConfiguration flyway) {
        flyway.load().migrate();
    }
}
