package io.centralita.tenant.record;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/// Which database keeps the records.
///
/// @param file of SQLite; created with its directories when missing
/// @param busyTimeout how long one statement waits for a lock of another process
public record DatabaseSettings(Path file, Duration busyTimeout) {
    private static final String SQLITE = "sqlite:";
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(2);

    /// Reads `DATABASE_URL`.
    ///
    /// @throws IllegalArgumentException naming what is supported, where this is not
    public static DatabaseSettings parse(String url) {
        if (!url.startsWith(SQLITE)) {
            // No more of the address than its scheme: it may hold a password.
            int colon = url.indexOf(':');
            throw new IllegalArgumentException(
                    "DATABASE_URL: «%s» is not supported; supported is sqlite:<file>, for example sqlite:data/centralita.db"
                            .formatted(colon < 0 ? "no scheme" : url.substring(0, colon + 1)));
        }
        var path = url.substring(SQLITE.length()).strip();
        if (path.isEmpty() || path.startsWith(":") || path.contains("?")) {
            throw new IllegalArgumentException(
                    "DATABASE_URL: a file must follow sqlite:, for example sqlite:data/centralita.db");
        }
        try {
            return new DatabaseSettings(Path.of(path), BUSY_TIMEOUT);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "DATABASE_URL: «" + path + "» is not a file name", e);
        }
    }
}
