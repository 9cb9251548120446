package io.centralita.call;

import io.centralita.call.cost.Ledger;
import io.centralita.call.cost.Money;
import io.centralita.call.engine.Usage;
import io.centralita.call.leg.CallEnd;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What one call has cost, and whether it may go on. Confined to the call's thread.
final class CallCost {
    private final Ledger ledger;
    private final Consumer<Money> spent;
    private BigDecimal sum = BigDecimal.ZERO;

    /// @param spent is told every single cost
    CallCost(Ledger ledger, Consumer<Money> spent) {
        this.ledger = ledger;
        this.spent = spent;
    }

    void used(Usage usage) {
        ledger.book(usage)
                .filter(money -> !money.isNothing())
                .ifPresent(
                        money -> {
                            sum = sum.add(money.amount());
                            spent.accept(money);
                        });
    }

    /// Why the call must come to its end; empty where it need not. A call that costs nothing may
    /// last as long as it likes.
    Optional<CallEnd> limit() {
        if (sum.signum() == 0) {
            return Optional.empty();
        }
        var perCall = ledger.caps().perCall();
        if (perCall != null && sum.compareTo(perCall) >= 0) {
            return Optional.of(new CallEnd(CallEnd.By.SWITCHBOARD, "cost-limit"));
        }
        return ledger.isDayUsedUp()
                ? Optional.of(new CallEnd(CallEnd.By.SWITCHBOARD, Ledger.DAILY_LIMIT))
                : Optional.empty();
    }

    /// By currency, for the report; empty where nothing that has a price was used.
    Map<String, BigDecimal> total() {
        if (sum.signum() == 0) {
            return Map.of();
        }
        var shortest = sum.stripTrailingZeros();
        return Map.of(ledger.currency(), shortest.setScale(Math.max(2, shortest.scale())));
    }
}
