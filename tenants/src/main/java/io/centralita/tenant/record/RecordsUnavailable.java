package io.centralita.tenant.record;

import org.jspecify.annotations.Nullable;

/// The database cannot be opened, or does not answer a reader.
public final class RecordsUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecordsUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
