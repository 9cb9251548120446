package io.centralita.tenant.instructions;

import org.jspecify.annotations.Nullable;

/// A text that is no template.
public final class WrongTemplate extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param detail the template library's own words, English, one line
    WrongTemplate(String detail, @Nullable Throwable cause) {
        super(detail, cause);
    }
}
