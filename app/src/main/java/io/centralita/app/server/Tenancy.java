package io.centralita.app.server;

import io.centralita.app.tenant.SecretValues;
import io.centralita.call.cost.PriceList;
import io.centralita.call.cost.SpendingCaps;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Ringing;
import io.centralita.call.record.CallRecords;
import io.centralita.call.scope.Time;
import io.centralita.call.text.SpokenTexts;
import io.centralita.call.tool.Tool;
import io.centralita.tenant.profile.RingingPolicy;
import io.centralita.tenant.reception.CallerLookup;
import io.centralita.tenant.reception.House;
import io.centralita.tenant.reception.TenantReceptionist;
import io.centralita.tenant.store.TenantDirectory;
import io.centralita.tenant.store.TenantStore;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/// Everything about tenants that a server needs: them in memory, their ledgers, and who receives
/// their callers.
final class Tenancy implements AutoCloseable {
    private final TenantDirectory directory;
    private final TenantReceptionist receptionist;

    private Tenancy(TenantDirectory directory, TenantReceptionist receptionist) {
        this.directory = directory;
        this.receptionist = receptionist;
    }

    /// What the house has for every tenant.
    ///
    /// @param calls of a tenant that says nothing of its own
    /// @param tools what the house lets a tenant use
    /// @param caps of tenants without their own
    /// @param environment where references to secrets point to
    record Rules(
            CallSettings calls,
            SpokenTexts texts,
            Function<String, List<Tool>> tools,
            PriceList prices,
            SpendingCaps caps,
            Ringing ringing,
            ZoneId zone,
            Map<String, String> environment) {}

    /// Reads all tenants once; blocks until then.
    ///
    /// @param database whose tables are there
    /// @param records of what calls have cost
    /// @param callers what is remembered of them
    static Tenancy open(
            Supplier<Jdbi> database,
            CallRecords records,
            Rules rules,
            CallerLookup callers,
            Time time) {
        return open(database, records, rules, callers, time, TenantDirectory.EVERY);
    }

    static Tenancy open(
            Supplier<Jdbi> database,
            CallRecords records,
            Rules rules,
            CallerLookup callers,
            Time time,
            Duration refreshedEvery) {
        var directory = TenantDirectory.open(new TenantStore(database, time::now), refreshedEvery);
        var ledgers =
                new TenantLedgers(
                        rules.prices(), rules.caps(), rules.zone(), directory::now, records, time);
        var house =
                new House(
                        rules.calls(),
                        rules.texts(),
                        rules.tools(),
                        ledgers,
                        policy(rules.ringing()),
                        rules.zone(),
                        new SecretValues(rules.environment()));
        return new Tenancy(
                directory, new TenantReceptionist(directory::now, house, callers, time::now));
    }

    /// Everybody, where the house prepares at all.
    private static RingingPolicy policy(Ringing ringing) {
        return new RingingPolicy(
                ringing.mode(),
                ringing.time(),
                ringing.prepare() ? RingingPolicy.Warm.ALWAYS : RingingPolicy.Warm.NEVER,
                List.of());
    }

    /// For the console, and for whoever needs to know a tenant's policies.
    TenantDirectory directory() {
        return directory;
    }

    TenantReceptionist receptionist() {
        return receptionist;
    }

    @Override
    public void close() {
        directory.close();
    }
}
