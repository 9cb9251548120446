package io.centralita.tenant.profile;

import io.centralita.call.cost.SpendingCaps;
import org.jspecify.annotations.Nullable;

/// What a tenant's calls may cost, how they ring and what is kept of them.
///
/// @param ringing null for the house's
/// @param caps each null for the house's
/// @param retentionDays how long call records are kept; null for the house's
public record Terms(
        @Nullable RingingPolicy ringing,
        SpendingCaps caps,
        MemoryPolicy memory,
        @Nullable Integer retentionDays) {
    public static final Terms OF_THE_HOUSE =
            new Terms(null, SpendingCaps.NONE, MemoryPolicy.STANDARD, null);
}
