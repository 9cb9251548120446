package io.centralita.call.cost;

import java.math.BigDecimal;
import java.util.Currency;

/// An amount of money, exact.
///
/// @param currency ISO 4217
/// @param amount in units of the currency, with as many decimals as it takes; not negative
public record Money(String currency, BigDecimal amount) {
    public Money {
        var _ = Currency.getInstance(currency); // IllegalArgumentException where there is none
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("amount must not be negative: " + amount);
        }
    }

    public boolean isNothing() {
        return amount.signum() == 0;
    }
}
