package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class VigilTest {
    private static final long LAST_WORD = 5_000_000_000L;
    private static final long ASKED = LAST_WORD + Vigil.GRACE.toNanos();
    private static final long GIVEN_UP = ASKED + Vigil.PROOF.toNanos();

    private final Vigil vigil = new Vigil();

    @Test
    void a_silent_server_is_asked_once_and_then_given_up() {
        assertThat(vigil.speechEnded(LAST_WORD)).isTrue();
        assertThat(vigil.nextDeadline()).isEqualTo(ASKED);
        assertThat(vigil.asks(ASKED - 1)).isFalse();
        assertThat(vigil.isDeaf(ASKED)).isFalse();
        assertThat(vigil.asks(ASKED)).isTrue();
        assertThat(vigil.asks(ASKED + 1)).isFalse();
        assertThat(vigil.nextDeadline()).isEqualTo(GIVEN_UP);
        assertThat(vigil.isDeaf(GIVEN_UP - 1)).isFalse();
        assertThat(vigil.isDeaf(GIVEN_UP)).isTrue();
        assertThat(vigil.sinceLastWord(GIVEN_UP)).isEqualTo(Vigil.GRACE.plus(Vigil.PROOF));
    }

    @Test
    void a_server_that_says_anything_at_all_hears() {
        vigil.speechEnded(LAST_WORD);
        vigil.asks(ASKED);
        vigil.serverSpoke(ASKED + 1);
        assertThat(vigil.isOn()).isFalse();
        assertThat(vigil.isDeaf(GIVEN_UP)).isFalse();
        assertThat(vigil.nextDeadline()).isEqualTo(Vigil.NEVER);
    }

    @Test
    void one_that_was_quicker_than_our_own_ear_is_not_watched() {
        vigil.serverSpoke(LAST_WORD + 1);
        assertThat(vigil.speechEnded(LAST_WORD)).isFalse();
        assertThat(vigil.nextDeadline()).isEqualTo(Vigil.NEVER);
    }

    @Test
    void a_caller_who_goes_on_starts_the_watch_anew() {
        vigil.speechEnded(LAST_WORD);
        vigil.asks(ASKED);
        vigil.speechBegan();
        assertThat(vigil.isDeaf(GIVEN_UP)).isFalse();
        vigil.speechEnded(GIVEN_UP);
        assertThat(vigil.asks(GIVEN_UP + Vigil.GRACE.toNanos())).isTrue();
    }
}
