package io.centralita.tenant.profile;

import io.centralita.call.cost.SpendingCaps;
import io.centralita.call.reception.RecordingRule;
import org.jspecify.annotations.Nullable;

/// What a tenant's calls may cost, how they ring and what is kept of them.
///
/// @param ringing null for the house's
/// @param caps each null for the house's
/// @param retentionDays how long call records are kept; null for the house's
/// @param recording whether the switchboard records calls; null for the house's
public record Terms(
        @Nullable RingingPolicy ringing,
        SpendingCaps caps,
        MemoryPolicy memory,
        @Nullable Integer retentionDays,
        @Nullable RecordingRule recording) {
    public static final Terms OF_THE_HOUSE =
            new Terms(null, SpendingCaps.NONE, MemoryPolicy.STANDARD, null, null);
}
