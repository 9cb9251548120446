package io.centralita.app.server;

import io.centralita.call.cost.Ledger;
import io.centralita.call.cost.PriceList;
import io.centralita.call.cost.SpendingCaps;
import io.centralita.call.record.CallRecords;
import io.centralita.call.scope.Time;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.store.TenantSnapshot;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A ledger for each tenant: what one spends, no other pays. Its caps are the tenant's own, each
/// the house's where it has none; its day is that of the tenant's zone. Safe for any number of
/// threads; never blocks.
final class TenantLedgers implements Function<String, Ledger> {
    private static final Logger log = LoggerFactory.getLogger(TenantLedgers.class);

    private final PriceList prices;
    private final SpendingCaps house;
    private final ZoneId zone;
    private final Supplier<TenantSnapshot> tenants;
    private final CallRecords records;
    private final Time time;
    private final Executor reader;
    private final Map<String, Book> books = new ConcurrentHashMap<>();

    private record Book(Ledger ledger, ZoneId zone) {}

    /// @param house caps of tenants without their own, for each of them
    /// @param zone of the house
    /// @param records that know what was spent before this process began
    TenantLedgers(
            PriceList prices,
            SpendingCaps house,
            ZoneId zone,
            Supplier<TenantSnapshot> tenants,
            CallRecords records,
            Time time) {
        this(
                prices,
                house,
                zone,
                tenants,
                records,
                time,
                task -> Thread.ofVirtual().name("ledger").start(task));
    }

    /// @param reader reads records, which may take its time
    TenantLedgers(
            PriceList prices,
            SpendingCaps house,
            ZoneId zone,
            Supplier<TenantSnapshot> tenants,
            CallRecords records,
            Time time,
            Executor reader) {
        this.reader = reader;
        this.prices = prices;
        this.house = house;
        this.zone = zone;
        this.tenants = tenants;
        this.records = records;
        this.time = time;
    }

    @Override
    public Ledger apply(String id) {
        var tenant = tenants.get().find(id);
        var caps = caps(tenant);
        var day =
                Objects.requireNonNullElse(
                        tenant.map(one -> one.presence().zone()).orElse(null), zone);
        var book =
                books.compute(
                        id,
                        (_, known) ->
                                known != null && known.zone().equals(day)
                                        ? known
                                        : open(id, caps, day));
        book.ledger().limit(caps);
        return book.ledger();
    }

    private SpendingCaps caps(Optional<Tenant> tenant) {
        var own = tenant.map(one -> one.terms().caps()).orElse(SpendingCaps.NONE);
        return new SpendingCaps(
                own.perCall() == null ? house.perCall() : own.perCall(),
                own.perDay() == null ? house.perDay() : own.perDay());
    }

    /// What was spent today before is added as soon as it is known.
    private Book open(String id, SpendingCaps caps, ZoneId day) {
        var ledger = new Ledger(prices, caps, time, day);
        reader.execute(() -> takeIn(id, ledger));
        return new Book(ledger, day);
    }

    private void takeIn(String id, Ledger ledger) {
        try {
            var spent =
                    records.costSince(id, ledger.dayBegan())
                            .getOrDefault(ledger.currency(), BigDecimal.ZERO);
            if (spent.signum() > 0) {
                ledger.spentBefore(spent);
            }
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("tenant", id)
                    .setCause(e)
                    .log("what was spent today is not known");
        }
    }
}
