package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.LegListener;
import io.centralita.media.AudioFormat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputAudioTest {
    private static final int SECOND = 48_000;

    /// What reached the engine: `audio` a frame, and the names of what was asked.
    private final List<String> reached = new ArrayList<>();

    private final LegListener listener =
            new LegListener() {
                @Override
                public void audio(byte[] frame) {
                    reached.add("audio");
                }

                @Override
                public void asks(Ask ask) {
                    reached.add(ask.getClass().getSimpleName());
                }

                @Override
                public void played(long sequence) {}

                @Override
                public void digit(char digit) {}

                @Override
                public void lost(int frames) {}

                @Override
                public void closed(boolean byCaller, String detail) {}
            };

    @Test
    void what_came_before_the_call_was_up_reaches_it_in_order() {
        var input = input(false);
        input.append(new byte[960], 0);
        input.ask(new Ask.Respond(""), 0);
        assertThat(reached).isEmpty();
        input.open(listener, 0);
        assertThat(reached).containsExactly("audio", "Respond");
    }

    @Test
    void audio_that_comes_all_at_once_is_handed_on_beat_by_beat() {
        var input = opened(false);
        input.append(new byte[5 * SECOND], 0);
        assertThat(reached).hasSize(InputAudio.FRAMES_PER_BEAT);
        input.tick(20_000_000);
        assertThat(reached).hasSize(2 * InputAudio.FRAMES_PER_BEAT);
        input.tick(40_000_000);
        assertThat(reached).hasSize(250);
        assertThat(input.appendedMs()).isEqualTo(5_000);
    }

    @Test
    void there_is_an_end_to_what_can_wait() {
        var input = opened(true);
        assertThat(input.append(new byte[InputAudio.MOST_SECONDS * SECOND], 0)).isTrue();
        assertThat(input.append(new byte[960], 0)).isFalse();
        input.clear(0);
        assertThat(input.append(new byte[960], 0)).isTrue();
    }

    @Test
    void a_turn_by_hand_is_kept_until_it_is_committed_and_the_next_until_that_is_confirmed() {
        var input = opened(true);
        input.append(new byte[1_920], 0);
        input.ask(new Ask.Respond(""), 0);
        assertThat(reached).containsExactly("Respond");
        input.commit(0);
        input.append(new byte[960], 0);
        input.commit(0);
        assertThat(reached).containsExactly("Respond", "audio", "audio", "EndTurn");
        input.confirmed(0);
        assertThat(reached).endsWith("EndTurn", "audio", "EndTurn");
    }

    @Test
    void what_is_taken_back_by_hand_never_reaches_the_engine() {
        var input = opened(true);
        input.append(new byte[1_920], 0);
        input.clear(0);
        assertThat(input.uncommittedMs()).isZero();
        input.append(new byte[960], 0);
        input.commit(0);
        assertThat(reached).containsExactly("audio", "EndTurn");
    }

    @Test
    void audio_waits_a_moment_for_what_the_engine_has_to_know_first() {
        var input = opened(false);
        input.clear(0);
        input.append(new byte[960], 0);
        assertThat(reached).containsExactly("ClearTurn");
        input.tick(20_000_000);
        assertThat(reached).hasSize(1);
        input.tick(40_000_000);
        assertThat(reached).containsExactly("ClearTurn", "audio");
    }

    @Test
    void a_cancellation_overtakes_everything_and_takes_back_what_has_not_begun() {
        var input = opened(false);
        input.append(new byte[5 * SECOND], 0);
        input.ask(new Ask.Respond(""), 0);
        input.ask(new Ask.Cancel(), 0);
        for (int beat = 1; beat < 5; beat++) {
            input.tick(beat * 20_000_000L);
        }
        assertThat(reached).contains("Cancel").doesNotContain("Respond").hasSize(251);
    }

    private InputAudio opened(boolean held) {
        var input = input(held);
        input.open(listener, 0);
        return input;
    }

    private static InputAudio input(boolean held) {
        return new InputAudio(WireFormat.PCM, AudioFormat.PCM_24K, held);
    }
}
