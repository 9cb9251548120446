package io.centralita.tenant.memory;

import org.jspecify.annotations.Nullable;

/// What is remembered cannot be read or changed at the moment.
public final class MemoryUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MemoryUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
