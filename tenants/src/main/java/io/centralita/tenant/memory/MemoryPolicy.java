package io.centralita.tenant.memory;

import java.time.Duration;
import java.util.Locale;

/// What a tenant remembers of its callers.
///
/// @param keep how long what was kept of a call is remembered after it; zero where the tenant
///   remembers nobody
/// @param language of summaries
/// @param region whose way of writing numbers holds where there is no country code, ISO 3166
public record MemoryPolicy(Duration keep, Locale language, String region) {
    /// What a fresh install keeps.
    public static final Duration USUAL = Duration.ofDays(180);

    public MemoryPolicy {
        if (keep.isNegative()) {
            throw new IllegalArgumentException("keep must not be negative: " + keep);
        }
    }

    /// With the language's own region.
    public static MemoryPolicy of(Duration keep, Locale language) {
        return new MemoryPolicy(keep, language, CallerNumber.regionOf(language));
    }

    public boolean remembers() {
        return keep.isPositive();
    }
}
