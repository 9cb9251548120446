package io.centralita.call.cost;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// How much may be spent, in the currency of the price list.
///
/// @param perCall after which a call is brought to its end; null for no cap
/// @param perDay of all calls together, likewise
public record SpendingCaps(@Nullable BigDecimal perCall, @Nullable BigDecimal perDay) {
    public static final SpendingCaps NONE = new SpendingCaps(null, null);

    public SpendingCaps {
        requirePositive("perCall", perCall);
        requirePositive("perDay", perDay);
    }

    private static void requirePositive(String name, @Nullable BigDecimal cap) {
        if (cap != null && cap.signum() <= 0) {
            throw new IllegalArgumentException(name + " must be more than nothing, not " + cap);
        }
    }
}
