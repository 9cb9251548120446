package io.centralita.app.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.eval.Timetable.Deed;
import io.centralita.media.Recording;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Recordings of 8 kHz in which a tone stands for speech.
class SilencesTest {
    private static final int SAMPLES_PER_MS = 8;

    private final short[] samples = new short[30_000 * SAMPLES_PER_MS];

    @Test
    void a_caller_who_hears_nothing_waits_to_the_end() {
        assertThat(silences().longest()).isEqualTo(30_000);
    }

    @Test
    void what_follows_the_last_sound_is_not_waiting() {
        sound(1_000, 4_000);

        assertThat(silences().longest()).isEqualTo(1_000);
    }

    @Test
    void gaps_in_what_the_assistant_says_are_waiting() {
        sound(0, 1_000);
        sound(3_500, 4_000);
        sound(9_000, 9_100);

        assertThat(silences(new Deed(1_500, 2_000, true)).longest()).isEqualTo(5_000);
        assertThat(silences(new Deed(1_500, 2_000, true)).longestFrom(2_000)).isEqualTo(5_000);
    }

    @Test
    void the_caller_fills_the_time_before_his_next_words() {
        sound(0, 1_000);
        sound(3_000, 4_000);
        sound(21_000, 22_000);
        var twice = silences(new Deed(1_500, 2_000, true), new Deed(20_000, 20_500, true));

        assertThat(twice.longest()).isEqualTo(1_000);
        assertThat(twice.longestFrom(20_500)).isEqualTo(500);
    }

    @Test
    void an_utterance_goes_on_over_a_short_pause() {
        sound(1_000, 2_000);
        sound(2_200, 3_000);
        sound(4_000, 5_000);
        var sounds = new Sounds(recording());

        assertThat(sounds.endOfUtterance(1_500)).hasValue(3_000);
        assertThat(sounds.endOfUtterance(2_100)).hasValue(3_000);
        assertThat(sounds.endOfUtterance(500)).isEmpty();
        assertThat(sounds.endOfUtterance(3_500)).isEmpty();
        assertThat(sounds.audibleMs(1_000, 5_000)).isEqualTo(2_800);
    }

    private Silences silences(Deed... deeds) {
        var byStep = new java.util.HashMap<Integer, Deed>();
        for (var deed : deeds) {
            byStep.put(byStep.size(), deed);
        }
        return new Silences(new Sounds(recording()), new Timetable(Map.copyOf(byStep), 30_000));
    }

    private Recording recording() {
        return new Recording(8_000, samples);
    }

    private void sound(int fromMs, int untilMs) {
        for (var i = fromMs * SAMPLES_PER_MS; i < untilMs * SAMPLES_PER_MS; i++) {
            samples[i] = (short) (i % 2 == 0 ? 3_000 : -3_000);
        }
    }
}
