package io.centralita.app.server;

import io.centralita.tenant.instructions.KnownCaller;
import io.centralita.tenant.memory.CallerMemories;
import io.centralita.tenant.memory.CallerMemory;
import io.centralita.tenant.memory.MemoryPolicy;
import io.centralita.tenant.memory.MemoryText;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.reception.CallerLookup;
import io.centralita.tenant.store.TenantSnapshot;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// What tenants want to be kept, for those who keep it. Does not block; for any number of threads.
///
/// @param tenants of now; does not block
/// @param language of tenants that do not say
/// @param zone likewise
/// @param retention how long calls of tenants are kept that do not say; empty for ever
record TenantPolicies(
        Supplier<TenantSnapshot> tenants,
        Locale language,
        ZoneId zone,
        Optional<Duration> retention) {
    /// How long a tenant's calls are kept; empty for ever.
    Optional<Duration> retention(String id) {
        var days = tenant(id).terms().retentionDays();
        return days == null ? retention : Optional.of(Duration.ofDays(days));
    }

    MemoryPolicy memory(String id) {
        var tenant = tenant(id);
        var wanted = tenant.terms().memory();
        return MemoryPolicy.of(
                wanted.enabled() ? Duration.ofDays(wanted.days()) : Duration.ZERO,
                language(tenant));
    }

    /// What is remembered, in words for a model.
    CallerLookup lookup(CallerMemories memories) {
        return (id, caller) ->
                memories.recall(id, caller)
                        .map(memory -> known(tenant(id), memory))
                        .orElse(KnownCaller.NOBODY);
    }

    private KnownCaller known(Tenant tenant, CallerMemory memory) {
        var zoneOfDays = Objects.requireNonNullElse(tenant.presence().zone(), zone);
        return new KnownCaller(
                MemoryText.name(memory),
                (int) Math.min(Integer.MAX_VALUE, memory.calls()),
                MemoryText.notes(memory, language(tenant), zoneOfDays, MemoryText.USUAL_LENGTH));
    }

    private Locale language(Tenant tenant) {
        return Objects.requireNonNullElse(tenant.manner().language(), language);
    }

    private Tenant tenant(String id) {
        return tenants.get()
                .find(id)
                .orElseGet(() -> Tenant.of(Tenant.isId(id) ? id : Tenant.DEFAULT));
    }
}
