package io.centralita.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LikenessTest {
    private static final int RATE = 8_000;

    @Test
    void a_sentence_is_found_where_it_stands_although_pitch_and_level_differ() {
        var take = words(110, 1, 2, 3, 4, 5, 6);
        var other = quieter(words(118, 1, 2, 3, 4, 5, 6));
        var match = Likeness.find(between(1_000, other, 700), take, RATE);

        assertThat(match.offset()).isBetween(RATE - 160, RATE + 160);
        assertThat(match.score()).isGreaterThan(0.9);
        assertThat(match.lowestWindowScore()).isGreaterThan(0.7);
    }

    @Test
    void one_other_word_shows_in_the_window_where_it_stands() {
        var wanted = words(110, 1, 2, 3, 4, 5, 6);
        var said = words(110, 1, 2, 3, 0, 5, 6);
        var match = Likeness.find(between(500, said, 500), wanted, RATE);

        assertThat(match.lowestWindowScore()).isLessThan(0.6);
    }

    @Test
    void a_gap_in_the_middle_shows() {
        var said = words(110, 1, 2, 3, 4, 5, 6);
        Arrays.fill(said, said.length / 2, said.length / 2 + 2_000, (short) 0);

        assertThat(Likeness.find(said, words(110, 1, 2, 3, 4, 5, 6), RATE).lowestWindowScore())
                .isLessThan(0.6);
    }

    @Test
    void silence_and_noise_are_like_nothing() {
        var wanted = words(110, 1, 2, 3);
        var noise =
                Noise.of(Noise.Kind.WHITE, 3, RATE)
                        .over(Tones.sine(300, -40, Duration.ofSeconds(5), RATE), 0);

        assertThat(Likeness.find(new short[5 * RATE], wanted, RATE).score()).isLessThan(0.1);
        assertThat(Likeness.find(noise, wanted, RATE).score()).isLessThan(0.5);
    }

    @Test
    void a_recording_shorter_than_the_sentence_does_not_hold_it() {
        assertThat(Likeness.find(words(110, 1), words(110, 1, 2, 3), RATE).score()).isZero();
    }

    @Test
    void looking_for_nothing_is_refused() {
        assertThatThrownBy(() -> Likeness.find(new short[RATE], new short[0], RATE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Something like speech: harmonics of a pitch under two formants, which are what tells one
    /// word from another.
    private static short[] words(double pitchHz, int... words) {
        int length = RATE * 3 / 10;
        var all = new short[words.length * length];
        for (int w = 0; w < words.length; w++) {
            double first = 300 + 110 * words[w];
            double second = 2_600 - 240 * words[w];
            for (int i = 0; i < length; i++) {
                double envelope = Math.sin(Math.PI * i / length);
                double sum = 0;
                for (int h = 1; h * pitchHz < 3_600; h++) {
                    double hz = h * pitchHz;
                    double formants = bell(hz, first, 120) + 0.7 * bell(hz, second, 180);
                    sum += formants * Math.sin(2 * Math.PI * hz * i / RATE);
                }
                all[w * length + i] = (short) (3_000 * envelope * sum);
            }
        }
        return all;
    }

    private static double bell(double hz, double centre, double width) {
        return Math.exp(-(hz - centre) * (hz - centre) / (2 * width * width));
    }

    private static short[] quieter(short[] samples) {
        var quieter = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            quieter[i] = (short) (samples[i] / 3);
        }
        return quieter;
    }

    private static short[] between(int beforeMs, short[] samples, int afterMs) {
        var all = new short[samples.length + (beforeMs + afterMs) * RATE / 1_000];
        System.arraycopy(samples, 0, all, beforeMs * RATE / 1_000, samples.length);
        return all;
    }
}
