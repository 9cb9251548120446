package io.centralita.tenant.database;

import org.jspecify.annotations.Nullable;

/// The database cannot be opened, or does not answer. Its message quotes no statement, no password
/// and nothing that callers said.
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
