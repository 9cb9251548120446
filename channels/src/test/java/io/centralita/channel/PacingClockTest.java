package io.centralita.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PacingClockTest {
    private static final long MS = 1_000_000;

    private final VirtualNanos time = new VirtualNanos();
    private final List<Long> lateness = new ArrayList<>();
    private final List<Integer> skipped = new ArrayList<>();
    private final List<Long> delays = new ArrayList<>();
    private @Nullable Runnable timer;
    private final PacingClock clock =
            new PacingClock(
                    time,
                    (delayMs, action) -> {
                        delays.add(delayMs);
                        timer = action;
                    },
                    new ChannelMetrics() {
                        @Override
                        public void paced(long latenessNanos, int members, int skippedPeriods) {
                            lateness.add(latenessNanos);
                            skipped.add(skippedPeriods);
                        }
                    });

    @Test
    void lateness_of_one_beat_does_not_move_the_next() {
        clock.add(now -> {});
        fireAfter(23);
        fireAfter(17);
        fireAfter(20);
        assertThat(lateness).containsExactly(3 * MS, 0L, 0L);
        assertThat(delays).containsExactly(20L, 17L, 20L, 20L);
    }

    @Test
    void periods_without_a_beat_are_counted_and_left_out() {
        var ticks = new ArrayList<Long>();
        clock.add(ticks::add);
        fireAfter(75);
        fireAfter(5);
        assertThat(ticks).hasSize(2);
        assertThat(skipped).containsExactly(2, 0);
        assertThat(lateness).containsExactly(55 * MS, 0L);
    }

    @Test
    void member_removed_during_a_beat_is_not_served_any_more() {
        var served = new ArrayList<String>();
        PacingClock.Member second = now -> served.add("second");
        clock.add(
                now -> {
                    served.add("first");
                    clock.remove(second);
                });
        clock.add(second);
        fireAfter(20);
        fireAfter(20);
        assertThat(served).containsExactly("first", "first");
        assertThat(clock.size()).isEqualTo(1);
    }

    @Test
    void clock_without_members_sets_no_timer_and_starts_again() {
        PacingClock.Member member = now -> {};
        clock.add(member);
        clock.remove(member);
        fireAfter(20);
        assertThat(timer).isNull();
        clock.add(member);
        assertThat(timer).isNotNull();
    }

    @Test
    void member_that_fails_does_not_stop_the_others() {
        var ticks = new ArrayList<Long>();
        clock.add(
                now -> {
                    throw new IllegalStateException("a fault of this member alone");
                });
        clock.add(ticks::add);
        fireAfter(20);
        fireAfter(20);
        assertThat(ticks).hasSize(2);
        assertThat(clock.size()).isEqualTo(1);
    }

    @Test
    void clocks_of_different_phases_beat_apart() {
        var due = new ArrayList<Long>();
        time.advanceMs(7);
        for (long phase : new long[] {0, 5 * MS, 10 * MS, 15 * MS}) {
            new PacingClock(
                            time,
                            (delayMs, action) -> due.add(delayMs),
                            ChannelMetrics.NONE,
                            time.nanoTime() - 7 * MS + phase)
                    .add(now -> {});
        }
        assertThat(due).containsExactly(13L, 18L, 3L, 8L);
    }

    private void fireAfter(long ms) {
        time.advanceMs(ms);
        var action = timer;
        timer = null;
        if (action != null) {
            action.run();
        }
    }
}
