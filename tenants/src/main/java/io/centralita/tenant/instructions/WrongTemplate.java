package io.centralita.tenant.instructions;

/// A text that is no template.
public final class WrongTemplate extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param detail the template library's own words, English, one line
    WrongTemplate(String detail, Throwable cause) {
        super(detail, cause);
    }
}
