package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.app.settings.Settings;
import io.centralita.call.InMemoryRecords;
import io.centralita.call.cost.SpendingCaps;
import io.centralita.call.engine.Usage;
import io.centralita.call.record.CallRecords;
import io.centralita.call.scope.Time;
import io.centralita.tenant.store.TenantSnapshot;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BooksTest {
    private static final SpendingCaps DOLLAR_A_DAY = new SpendingCaps(null, BigDecimal.ONE);

    @TempDir Path directory;

    @Test
    void the_day_goes_on_where_it_stood_before_the_start() throws Exception {
        var records = new Spent(Map.of("USD", new BigDecimal("1.20"), "EUR", BigDecimal.TEN));
        var ledger = ledgers(new Settings.Spending(null, DOLLAR_A_DAY), records).apply("acme");
        assertThat(ledger.isDayUsedUp()).isTrue();
        assertThat(records.tenant).isEqualTo("acme");
    }

    @Test
    void records_that_cannot_be_read_do_not_stop_the_start() throws Exception {
        var ledger =
                ledgers(
                                new Settings.Spending(null, DOLLAR_A_DAY),
                                new InMemoryRecords() {
                                    @Override
                                    public Map<String, BigDecimal> costSince(
                                            String t, Instant since) {
                                        throw new IllegalStateException("broken");
                                    }
                                })
                        .apply("default");
        assertThat(ledger.isDayUsedUp()).isFalse();
    }

    @Test
    void an_operators_prices_are_read_and_a_wrong_file_is_named() throws Exception {
        var file = directory.resolve("prices.json");
        Files.writeString(
                file,
                """
                {"currency": "USD", "models": [{"names": ["mine"], "perMinute": 0.01,
                 "source": "contract", "read": "2026-11-25"}]}
                """);
        var own = new Settings.Spending(file, SpendingCaps.NONE);
        var ledger = ledgers(own, new InMemoryRecords()).apply("default");
        assertThat(ledger.book(Usage.ofText("gpt-realtime", 1, 0, 0))).isPresent();

        Files.writeString(file, "{}");
        assertThatThrownBy(() -> Books.prices(own)).isInstanceOf(StartFailure.class);
    }

    private static TenantLedgers ledgers(Settings.Spending settings, CallRecords records)
            throws StartFailure {
        return new TenantLedgers(
                Books.prices(settings),
                settings.caps(),
                ZoneOffset.UTC,
                () -> TenantSnapshot.EMPTY,
                records,
                Time.SYSTEM,
                Runnable::run);
    }

    /// Records of calls that cost something.
    private static final class Spent extends InMemoryRecords {
        private final Map<String, BigDecimal> cost;
        private String tenant = "";

        Spent(Map<String, BigDecimal> cost) {
            this.cost = cost;
        }

        @Override
        public Map<String, BigDecimal> costSince(String ofTenant, Instant since) {
            tenant = ofTenant;
            return cost;
        }
    }
}
