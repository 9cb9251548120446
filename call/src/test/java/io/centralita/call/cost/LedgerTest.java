package io.centralita.call.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.VirtualTime;
import io.centralita.call.engine.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    /// A quarter of a dollar.
    private static final Usage QUARTER = Usage.ofText("gpt-realtime", 62_500, 0, 0);

    private final VirtualTime time = new VirtualTime();

    @Test
    void the_day_is_used_up_by_all_calls_together() {
        var ledger = ledger("0.75");
        for (int i = 0; i < 2; i++) {
            ledger.book(QUARTER);
            assertThat(ledger.isDayUsedUp()).isFalse();
        }
        ledger.book(QUARTER);
        assertThat(ledger.isDayUsedUp()).isTrue();
    }

    @Test
    void a_new_day_begins_in_the_tenants_own_time_zone() {
        var ledger = ledger("0.25");
        ledger.book(QUARTER);
        assertThat(ledger.dayBegan()).isEqualTo(Instant.parse("2026-11-19T23:00:00Z"));
        time.advance(Duration.ofHours(13).minusNanos(1)); // it is 10:00 in UTC, 11:00 in Madrid
        assertThat(ledger.isDayUsedUp()).isTrue();
        time.advance(Duration.ofNanos(1));
        assertThat(ledger.isDayUsedUp()).isFalse();
    }

    @Test
    void what_was_spent_before_a_restart_counts() {
        var ledger = ledger("1");
        ledger.spentBefore(new BigDecimal("0.80"));
        assertThat(ledger.isDayUsedUp()).isFalse();
        ledger.book(QUARTER);
        assertThat(ledger.isDayUsedUp()).isTrue();
    }

    @Test
    void what_has_no_price_is_not_counted() {
        var ledger = ledger("0.25");
        assertThat(ledger.book(Usage.ofText("unheard-of", 1_000_000, 0, 0))).isEmpty();
        assertThat(ledger.spentToday()).isZero();
    }

    @Test
    void without_a_cap_no_day_is_ever_used_up() {
        var ledger = new Ledger(PriceList.bundled(), SpendingCaps.NONE, time, MADRID);
        ledger.spentBefore(new BigDecimal("1000000"));
        assertThat(ledger.isDayUsedUp()).isFalse();
    }

    @Test
    void calls_that_book_at_the_same_time_lose_nothing() throws Exception {
        var ledger = ledger("1000");
        var calls = new ArrayList<Thread>();
        for (int i = 0; i < 50; i++) {
            calls.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int n = 0; n < 100; n++) {
                                            ledger.book(QUARTER);
                                        }
                                    }));
        }
        for (var call : calls) {
            call.join();
        }
        assertThat(ledger.spentToday()).isEqualByComparingTo("1250");
        assertThat(ledger.isDayUsedUp()).isTrue();
    }

    private Ledger ledger(String perDay) {
        return new Ledger(
                PriceList.bundled(), new SpendingCaps(null, new BigDecimal(perDay)), time, MADRID);
    }
}
