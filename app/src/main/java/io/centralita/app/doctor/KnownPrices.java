package io.centralita.app.doctor;

import io.centralita.app.settings.Settings;
import io.centralita.call.cost.PriceList;
import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/// The prices that calls are counted with. Stateless.
final class KnownPrices {
    private KnownPrices() {}

    /// Empty where an operator's own cannot be read.
    static Optional<PriceList> of(Settings.Spending spending) {
        var file = spending.prices();
        try {
            return Optional.of(
                    file == null
                            ? PriceList.bundled()
                            : PriceList.bundled().with(PriceList.parse(Files.readString(file))));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static boolean has(PriceList prices, String model, UsageKind... kinds) {
        for (var kind : kinds) {
            if (prices.cost(new Usage(model, Map.of(kind, 1L))).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
