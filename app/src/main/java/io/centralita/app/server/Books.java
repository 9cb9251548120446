package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.cost.Ledger;
import io.centralita.call.cost.PriceList;
import io.centralita.call.record.CallRecords;
import io.centralita.call.scope.Time;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the ledger: prices, caps, and what today's calls have cost before this start.
final class Books {
    private static final Logger log = LoggerFactory.getLogger(Books.class);

    private Books() {}

    /// Reads the records once, here; nothing of a call waits for them later. Records that cannot be
    /// read leave the day at nothing.
    static Ledger open(Settings.Spending settings, String tenant, CallRecords records)
            throws StartFailure {
        var ledger =
                new Ledger(prices(settings), settings.caps(), Time.SYSTEM, ZoneId.systemDefault());
        if (settings.caps().perDay() != null) {
            try {
                var spent = records.costSince(tenant, ledger.dayBegan());
                ledger.spentBefore(spent.getOrDefault(ledger.currency(), BigDecimal.ZERO));
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("what was spent today is not known");
            }
        }
        return ledger;
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
