package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.VirtualTime;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RenewalTest {
    private final VirtualTime time = new VirtualTime();

    private Renewal renewal(Duration lifetime, long expiresAtS) {
        var renewal = new Renewal(lifetime, time);
        renewal.opened(expiresAtS);
        return renewal;
    }

    private long in(Duration later) {
        return time.nanoTime() + later.toNanos();
    }

    @Test
    void an_hour_is_renewed_after_55_minutes_and_left_after_59() {
        var renewal = renewal(Duration.ofHours(1), 0);
        assertThat(renewal.isDue(in(Duration.ofMinutes(55).minusNanos(1)))).isFalse();
        assertThat(renewal.isDue(in(Duration.ofMinutes(55)))).isTrue();
        assertThat(renewal.isLate(in(Duration.ofMinutes(59).minusNanos(1)))).isFalse();
        assertThat(renewal.isLate(in(Duration.ofMinutes(59)))).isTrue();
        assertThat(renewal.nextDeadline(false)).isEqualTo(in(Duration.ofMinutes(55)));
        assertThat(renewal.nextDeadline(true)).isEqualTo(in(Duration.ofMinutes(59)));
    }

    @Test
    void what_the_server_says_counts_where_it_is_sooner() {
        long soon = time.now().getEpochSecond() + 1_800;
        assertThat(renewal(Duration.ofHours(1), soon).nextDeadline(false))
                .isEqualTo(in(Duration.ofMinutes(27).plusSeconds(30)));
    }

    @Test
    void an_hour_that_cannot_be_is_not_believed() {
        long now = time.now().getEpochSecond();
        for (long odd : new long[] {0, -5, now - 100, now, now + 100_000, 17}) {
            assertThat(renewal(Duration.ofHours(1), odd).nextDeadline(false))
                    .as("expires at " + odd)
                    .isEqualTo(in(Duration.ofMinutes(55)));
        }
    }

    @Property
    void the_next_is_opened_before_it_is_late_and_late_is_before_the_end(
            @ForAll @IntRange(min = 100, max = 7_200_000) int lifetimeMs) {
        var lifetime = Duration.ofMillis(lifetimeMs);
        var renewal = renewal(lifetime, 0);
        long due = renewal.nextDeadline(false);
        long late = renewal.nextDeadline(true);
        assertThat(due).isGreaterThanOrEqualTo(in(lifetime.dividedBy(2)));
        assertThat(late).isGreaterThan(due).isLessThan(in(lifetime));
    }

    @Property
    void a_failed_renewal_is_tried_again_before_it_is_late_but_never_at_once(
            @ForAll @IntRange(max = 70 * 60) int second) {
        var renewal = renewal(Duration.ofHours(1), 0);
        time.advance(Duration.ofSeconds(second));
        long now = time.nanoTime();
        renewal.failed(now);
        long again = renewal.nextDeadline(false) - now;
        assertThat(again)
                .isBetween(Duration.ofMillis(250).toNanos(), Duration.ofSeconds(5).toNanos());
        if (!renewal.isLate(now + Duration.ofMillis(500).toNanos())) {
            assertThat(renewal.isLate(now + again)).isFalse();
        }
    }
}
