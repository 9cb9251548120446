package io.centralita.call.cost;

import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import io.centralita.call.scope.Time;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a tenant's calls cost, and what they have cost today. Kept in memory: nothing here waits
/// for a database. Thread-safe.
///
/// What has no price is not counted and warned about once; caps do not see it.
public final class Ledger {
    /// The word for a day whose money is spent, in reports and failures.
    public static final String DAILY_LIMIT = "daily-cost-limit";

    /// Models that are remembered as warned about.
    private static final int UNPRICED = 1_000;

    private static final Logger log = LoggerFactory.getLogger(Ledger.class);

    private final PriceList prices;
    private final Time time;
    private final ZoneId zone;
    private final Set<String> unpriced = new HashSet<>();
    private volatile SpendingCaps caps;
    private LocalDate day;
    private BigDecimal spentToday = BigDecimal.ZERO;

    /// @param zone in which the tenant's day begins
    public Ledger(PriceList prices, SpendingCaps caps, Time time, ZoneId zone) {
        this.prices = prices;
        this.caps = caps;
        this.time = time;
        this.zone = zone;
        this.day = today();
    }

    /// Knows no prices and no caps.
    public static Ledger none() {
        return new Ledger(
                PriceList.empty(), SpendingCaps.NONE, Time.SYSTEM, ZoneId.systemDefault());
    }

    public SpendingCaps caps() {
        return caps;
    }

    /// Other caps from now on, for calls that go on too.
    public void limit(SpendingCaps other) {
        caps = other;
    }

    public String currency() {
        return prices.currency();
    }

    /// When the day began, for asking what was spent before this process started.
    public synchronized Instant dayBegan() {
        turnDay();
        return day.atStartOfDay(zone).toInstant();
    }

    /// Takes in what was spent today before this process started.
    public synchronized void spentBefore(BigDecimal amount) {
        turnDay();
        spentToday = spentToday.add(amount);
        log.atInfo()
                .addKeyValue("currency", currency())
                .addKeyValue("amount", spentToday)
                .log("spent today so far");
    }

    /// Books what a model has used.
    ///
    /// @return its cost, empty where there is no price for it
    public Optional<Money> book(Usage usage) {
        var cost = prices.cost(usage);
        synchronized (this) {
            turnDay();
            cost.ifPresent(money -> spentToday = spentToday.add(money.amount()));
        }
        if (cost.isEmpty()) {
            warnOnce(usage.model());
        }
        return cost;
    }

    /// Says now what would otherwise be said at the first use: that a model has no price.
    ///
    /// @param ways in which its use may be counted; one that has a price is enough
    public void expect(String model, List<Set<UsageKind>> ways) {
        var priced =
                ways.stream()
                        .map(way -> way.stream().collect(Collectors.toMap(kind -> kind, _ -> 1L)))
                        .anyMatch(used -> prices.cost(new Usage(model, used)).isPresent());
        if (!priced) {
            warnOnce(model);
        }
    }

    private synchronized void warnOnce(String model) {
        if (unpriced.size() < UNPRICED && unpriced.add(model)) {
            log.atWarn()
                    .addKeyValue("model", model)
                    .log("no price for what a model used: its cost is not known");
        }
    }

    /// Whether today's money is spent.
    public synchronized boolean isDayUsedUp() {
        turnDay();
        var perDay = caps.perDay();
        return perDay != null && spentToday.compareTo(perDay) >= 0;
    }

    synchronized BigDecimal spentToday() {
        turnDay();
        return spentToday;
    }

    private void turnDay() {
        var now = today();
        if (!now.equals(day)) {
            day = now;
            spentToday = BigDecimal.ZERO;
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(time.now(), zone);
    }
}
