package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PlayedClockTest {
    private final PlayedClock clock = new PlayedClock();

    @Test
    void a_peer_plays_what_it_gets_in_real_time() {
        for (int i = 1; i <= 10; i++) {
            clock.sent(i, true, ms(0));
        }
        assertThat(clock.ahead(ms(0))).isEqualTo(ms(200));
        assertThat(clock.played(ms(19))).isZero();
        assertThat(clock.played(ms(20))).isEqualTo(1);
        assertThat(clock.played(ms(39))).isZero();
        assertThat(clock.played(ms(130))).isEqualTo(6);
        assertThat(clock.played(ms(900))).isEqualTo(10);
        assertThat(clock.played(ms(2_000))).isZero();
    }

    @Test
    void after_a_pause_it_goes_on_when_it_gets_more() {
        clock.sent(1, true, ms(0));
        assertThat(clock.played(ms(500))).isEqualTo(1);
        clock.sent(2, true, ms(500));
        assertThat(clock.played(ms(510))).isZero();
        assertThat(clock.played(ms(520))).isEqualTo(2);
    }

    @Test
    void what_it_never_gets_keeps_nobody_waiting() {
        clock.sent(1, true, ms(0));
        clock.sent(2, false, ms(0));
        clock.sent(3, false, ms(0));
        assertThat(clock.played(ms(10))).isZero();
        assertThat(clock.played(ms(20))).isEqualTo(3);
        clock.sent(4, false, ms(30));
        assertThat(clock.played(ms(30))).isEqualTo(4);
    }

    @Test
    void what_was_dropped_is_never_played() {
        clock.sent(1, true, ms(0));
        clock.clear();
        assertThat(clock.played(ms(900))).isZero();
        assertThat(clock.ahead(ms(0))).isZero();
        clock.sent(2, true, ms(900));
        assertThat(clock.played(ms(920))).isEqualTo(2);
    }

    /// Steps in milliseconds; after each of them some frames are sent.
    @Property
    void it_never_plays_faster_than_time_nor_what_was_not_sent(
            @ForAll @Size(max = 50) java.util.List<@IntRange(max = 100) Integer> steps) {
        var fresh = new PlayedClock();
        long now = 0;
        long sent = 0;
        long played = 0;
        for (int step : steps) {
            now += step;
            for (int i = 0; i < step % 7; i++) {
                fresh.sent(++sent, true, ms(now));
            }
            long latest = fresh.played(ms(now));
            assertThat(latest == 0 || latest > played).isTrue();
            played = Math.max(played, latest);
            assertThat(played).isLessThanOrEqualTo(Math.min(sent, now / 20));
        }
    }

    private static long ms(long milliseconds) {
        return milliseconds * 1_000_000;
    }
}
