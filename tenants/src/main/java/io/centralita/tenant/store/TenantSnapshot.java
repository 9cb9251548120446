package io.centralita.tenant.store;

import io.centralita.tenant.number.PhoneNumbers;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.profile.TenantNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All tenants at one moment. Immutable.
public final class TenantSnapshot {
    public static final TenantSnapshot EMPTY = new TenantSnapshot(List.of());

    private final Map<String, StoredTenant> tenants = new TreeMap<>();
    private final Map<String, Tenant> byNumber = new HashMap<>();
    private final Map<String, List<Tenant>> byDigits = new HashMap<>();
    private final boolean assigned;

    public TenantSnapshot(Collection<StoredTenant> all) {
        all.forEach(stored -> tenants.put(stored.tenant().id(), stored));
        for (var stored : tenants.values()) {
            stored.tenant().reach().numbers().stream()
                    .filter(TenantNumber::active)
                    .forEach(number -> enter(number.number(), stored.tenant()));
        }
        assigned = all.stream().anyMatch(one -> !one.tenant().reach().numbers().isEmpty());
    }

    private void enter(String number, Tenant tenant) {
        byNumber.putIfAbsent(number, tenant);
        var digits = number.substring(1);
        byDigits.computeIfAbsent(digits, _ -> new ArrayList<>()).add(tenant);
        var national = PhoneNumbers.national(number);
        if (!national.equals(digits)) {
            byDigits.computeIfAbsent(national, _ -> new ArrayList<>()).add(tenant);
        }
    }

    public Optional<Tenant> find(String id) {
        return Optional.ofNullable(tenants.get(id)).map(StoredTenant::tenant);
    }

    public Collection<StoredTenant> all() {
        return List.copyOf(tenants.values());
    }

    Map<String, StoredTenant> byId() {
        return tenants;
    }

    /// Who answers when this was dialled. While no number is assigned to anybody, active or not, it
    /// is the tenant `default` whatever was dialled, and always where nothing was dialled, as in a
    /// browser. Empty where nobody does.
    ///
    /// A switch in the country may leave the country or a `+` away: such a number is understood as
    /// long as it fits one tenant only.
    ///
    /// @param address as the channel names it: E.164, national, `sip:`, or no number at all
    public Optional<Tenant> answering(String address) {
        var dialled = PhoneNumbers.dialled(address);
        if (!assigned || dialled.isEmpty()) {
            return Optional.of(find(Tenant.DEFAULT).orElseGet(() -> Tenant.of(Tenant.DEFAULT)));
        }
        var number = dialled.get();
        var whole = PhoneNumbers.e164(number).map(byNumber::get);
        if (whole.isPresent() || number.startsWith("+")) {
            return whole;
        }
        var fitting =
                byDigits.getOrDefault(number, byDigits.getOrDefault(trunk(number), List.of()));
        return fitting.stream().distinct().count() == 1
                ? Optional.of(fitting.getFirst())
                : Optional.empty();
    }

    /// Many countries dial a zero before a number of their own.
    private static String trunk(String number) {
        return number.startsWith("0") ? number.substring(1) : number;
    }
}
