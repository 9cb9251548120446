package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.CallMetrics;
import io.centralita.call.cost.Ledger;
import io.centralita.call.cost.PriceList;
import io.centralita.call.engine.Usage;
import java.io.IOException;
import java.nio.file.Files;

/// What ledgers are made from, and what is booked in none of a call's.
final class Books {
    private Books() {}

    /// Books what was used before any call, for all of them: it counts for the day's cap and is in
    /// no report, so that the next start does not know of it.
    static void bookOutsideCalls(Usage usage, Ledger ledger, CallMetrics metrics) {
        metrics.used(usage);
        ledger.book(usage).ifPresent(metrics::cost);
    }

    static PriceList prices(Settings.Spending settings) throws StartFailure {
        var file = settings.prices();
        if (file == null) {
            return PriceList.bundled();
        }
        try {
            return PriceList.bundled().with(PriceList.parse(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure("start.no-prices", e, file.toString(), "" + e.getMessage());
        }
    }
}
