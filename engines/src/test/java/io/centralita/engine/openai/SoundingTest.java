package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.engine.openai.ServerEvent.Playout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SoundingTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final List<String> told = new ArrayList<>();
    private final Sounding sounding =
            new Sounding(one -> told.add("begins " + one), one -> told.add("ends " + one));

    @Test
    void an_utterance_is_heard_from_the_servers_first_word_to_its_last() {
        sounding.opened(1);
        sounding.complete(1, 0);
        sounding.plays(1, Playout.BEGINS, 0);
        sounding.plays(1, Playout.BEGINS, 0);
        sounding.settle(60 * SECOND);
        assertThat(told).containsExactly("begins 1");
        sounding.plays(1, Playout.OVER, 0);
        sounding.plays(1, Playout.OVER, 0);
        assertThat(told).containsExactly("begins 1", "ends 1");
        assertThat(sounding.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void one_that_is_over_before_anybody_said_it_began_was_heard() {
        sounding.opened(1);
        sounding.plays(1, Playout.OVER, 0);
        assertThat(told).containsExactly("begins 1", "ends 1");
    }

    @Test
    void words_that_the_server_never_plays_are_given_up() {
        sounding.opened(1);
        sounding.opened(2);
        assertThat(sounding.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        sounding.complete(1, SECOND);
        assertThat(sounding.nextDeadline()).isEqualTo(6 * SECOND);
        sounding.settle(6 * SECOND - 1);
        assertThat(told).isEmpty();
        sounding.settle(6 * SECOND);
        assertThat(told).containsExactly("ends 1");
        sounding.plays(1, Playout.BEGINS, 0);
        assertThat(told).hasSize(1);
    }

    @Test
    void what_the_server_has_stopped_is_the_calls_for_half_a_second() {
        sounding.opened(1);
        sounding.opened(2);
        sounding.plays(1, Playout.BEGINS, 0);
        sounding.plays(1, Playout.CLEARED, SECOND);
        sounding.settle(SECOND + SECOND / 2 - 1);
        assertThat(told).containsExactly("begins 1");
        sounding.settle(SECOND + SECOND / 2);
        assertThat(told).containsExactly("begins 1", "ends 1");
        sounding.plays(2, Playout.BEGINS, 0);
        sounding.plays(2, Playout.CLEARED, SECOND);
        sounding.stopped(2);
        sounding.settle(9 * SECOND);
        assertThat(told).doesNotContain("ends 2");
    }

    @Test
    void what_the_call_has_stopped_is_not_told_of() {
        sounding.opened(1);
        sounding.plays(1, Playout.BEGINS, 0);
        sounding.stopped(1);
        sounding.plays(1, Playout.OVER, 0);
        assertThat(told).containsExactly("begins 1");
    }
}
