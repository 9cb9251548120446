package io.centralita.tenant.profile;

import io.centralita.tenant.hours.BusinessHours;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// When somebody is there, and what happens otherwise.
///
/// @param zone null for the house's
/// @param hours null for always
public record Presence(
        @Nullable ZoneId zone, @Nullable BusinessHours hours, ClosedConduct whenClosed) {
    public static final Presence ALWAYS = new Presence(null, null, ClosedConduct.ASSIST);
}
