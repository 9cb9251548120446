package io.centralita.tenant.instructions;

import io.centralita.tenant.profile.Tenant;
import java.time.ZonedDateTime;
import java.util.Locale;

/// One call, as far as it changes what a model is told.
///
/// @param now in the tenant's zone
/// @param language the caller is spoken to in
/// @param hasTools whether the assistant can look anything up
/// @param house what models of this house are told of a tenant that does not say who it is
/// @param houseGreeting the first sentence of such a tenant, in the language
public record Occasion(
        Tenant tenant,
        ZonedDateTime now,
        Locale language,
        KnownCaller caller,
        boolean hasTools,
        String house,
        String houseGreeting) {
    public boolean isOpen() {
        var hours = tenant.presence().hours();
        return hours == null || hours.isOpen(now);
    }
}
