package io.centralita.app.server;

import io.centralita.app.tenant.SecretValues;
import io.centralita.call.cost.Ledger;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Ringing;
import io.centralita.call.scope.Time;
import io.centralita.call.text.SpokenTexts;
import io.centralita.call.tool.Tool;
import io.centralita.tenant.profile.RingingPolicy;
import io.centralita.tenant.reception.CallerLookup;
import io.centralita.tenant.reception.House;
import io.centralita.tenant.reception.TenantReceptionist;
import io.centralita.tenant.store.TenantSnapshot;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Who receives the callers of every tenant.
final class Tenancy {
    private Tenancy() {}

    /// What the house has for every tenant.
    ///
    /// @param calls of a tenant that says nothing of its own
    /// @param tools what the house lets a tenant use
    /// @param ledgers of tenants; does not block
    /// @param environment where references to secrets point to
    record Rules(
            CallSettings calls,
            SpokenTexts texts,
            Function<String, List<Tool>> tools,
            Function<String, Ledger> ledgers,
            Ringing ringing,
            ZoneId zone,
            Map<String, String> environment) {}

    /// @param tenants of now; does not block
    /// @param callers what is remembered of them
    static TenantReceptionist receptionist(
            Supplier<TenantSnapshot> tenants, Rules rules, CallerLookup callers, Time time) {
        var house =
                new House(
                        rules.calls(),
                        rules.texts(),
                        rules.tools(),
                        rules.ledgers(),
                        policy(rules.ringing()),
                        rules.zone(),
                        new SecretValues(rules.environment()));
        return new TenantReceptionist(tenants, house, callers, time::now);
    }

    /// Everybody, where the house prepares at all.
    private static RingingPolicy policy(Ringing ringing) {
        return new RingingPolicy(
                ringing.mode(),
                ringing.time(),
                ringing.prepare() ? RingingPolicy.Warm.ALWAYS : RingingPolicy.Warm.NEVER,
                List.of());
    }
}
