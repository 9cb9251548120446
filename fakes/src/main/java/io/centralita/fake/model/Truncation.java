package io.centralita.fake.model;

import org.jspecify.annotations.Nullable;

/// What happens when the context is full.
///
/// @param retentionRatio share of the context that is kept, 0 to 1; only of `RETENTION_RATIO`
/// @param postInstructions limit in tokens behind the instructions
public record Truncation(
        Kind kind, @Nullable Double retentionRatio, @Nullable Integer postInstructions) {
    public static final Truncation AUTO = new Truncation(Kind.AUTO, null, null);
    public static final Truncation DISABLED = new Truncation(Kind.DISABLED, null, null);

    /// The three ways.
    public enum Kind {
        AUTO,
        DISABLED,
        RETENTION_RATIO
    }
}
