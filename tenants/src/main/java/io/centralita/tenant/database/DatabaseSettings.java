package io.centralita.tenant.database;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// Which database keeps tenants, callers' memory and call records.
public sealed interface DatabaseSettings permits DatabaseSettings.Sqlite, PostgresSettings {
    /// Where it is, for people and logs; never a password.
    String place();

    /// A file of SQLite: for one process on one machine.
    ///
    /// @param file created with its directories when missing
    /// @param busyTimeout how long one statement waits for a lock of another process
    record Sqlite(Path file, Duration busyTimeout) implements DatabaseSettings {
        private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(2);

        @Override
        public String place() {
            return "sqlite:" + file;
        }

        private static Sqlite parse(String path) {
            if (path.isEmpty() || path.startsWith(":") || path.contains("?")) {
                throw new IllegalArgumentException(
                        "DATABASE_URL: a file must follow sqlite:, for example sqlite:data/centralita.db");
            }
            try {
                return new Sqlite(Path.of(path), BUSY_TIMEOUT);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(
                        "DATABASE_URL: «" + path + "» is not a file name", e);
            }
        }
    }

    /// Reads `DATABASE_URL`: `sqlite:data/centralita.db`, or
    /// `postgresql://user:password@host:5432/database`.
    ///
    /// @throws IllegalArgumentException naming what is supported, where this is not; no more of the
    ///   address than its scheme, because the rest may hold a password
    static DatabaseSettings parse(String url) {
        int colon = url.indexOf(':');
        var scheme = colon < 0 ? "" : url.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        var rest = url.substring(colon + 1).strip();
        return switch (scheme) {
            case "sqlite" -> Sqlite.parse(rest);
            case "postgresql", "postgres" -> PostgresSettings.parse(rest);
            case "jdbc" ->
                    throw new IllegalArgumentException(
                            "DATABASE_URL: a JDBC address is not supported; leave «jdbc:» out and put user and password before the host: postgresql://user:password@host:5432/database");
            default ->
                    throw new IllegalArgumentException(
                            "DATABASE_URL: «%s» is not supported; supported are sqlite:<file>, for example sqlite:data/centralita.db, and postgresql://user:password@host:5432/database"
                                    .formatted(colon < 0 ? "no scheme" : scheme + ":"));
        };
    }
}
