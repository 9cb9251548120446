package io.centralita.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private Instant now = NOON;
    private final RateLimiter limiter = new RateLimiter(() -> now, 3);

    @Test
    void a_quiet_minutes_share_may_come_at_once_and_then_one_by_one() {
        for (int i = 0; i < 4; i++) {
            assertThat(limiter.take("a", 4)).isZero();
        }
        assertThat(limiter.take("a", 4)).isEqualTo(Duration.ofSeconds(15));
        now = NOON.plusSeconds(14);
        assertThat(limiter.take("a", 4)).isEqualTo(Duration.ofSeconds(1));
        now = NOON.plusSeconds(15);
        assertThat(limiter.take("a", 4)).isZero();
        assertThat(limiter.take("a", 4)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void in_the_long_run_there_are_so_many_a_minute_whoever_asks_how_often() {
        int taken = 0;
        for (int second = 0; second < 600; second++) {
            now = NOON.plusSeconds(second);
            for (int i = 0; i < 5; i++) {
                taken += limiter.take("a", 6).isZero() ? 1 : 0;
            }
        }
        assertThat(taken).isBetween(6 * 10, 6 * 11);
    }

    @Test
    void others_are_others_and_those_that_came_last_are_remembered() {
        assertThat(limiter.take("a", 1)).isZero();
        assertThat(limiter.take("b", 1)).isZero();
        assertThat(limiter.take("a", 1)).isPositive();
        for (var key : new String[] {"c", "d", "e"}) {
            assertThat(limiter.take(key, 1)).isZero();
        }
        assertThat(limiter.take("e", 1)).isPositive();
        assertThat(limiter.take("a", 1)).isZero();
    }
}
