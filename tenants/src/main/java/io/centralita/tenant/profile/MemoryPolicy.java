package io.centralita.tenant.profile;

/// What is remembered of callers.
///
/// @param days after the last call, 1 or more
public record MemoryPolicy(boolean enabled, int days) {
    public static final MemoryPolicy STANDARD = new MemoryPolicy(true, 365);
}
