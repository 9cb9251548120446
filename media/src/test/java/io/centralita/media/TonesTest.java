package io.centralita.media;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TonesTest {
    @Test
    void a_sine_has_the_level_asked_for() {
        var sine = Tones.sine(1_000, -20, Duration.ofSeconds(2), 8_000);
        assertThat(Levels.rmsDbfs(sine)).isCloseTo(-20, within(0.05));
        assertThat(Levels.peakDbfs(sine)).isCloseTo(-17, within(0.05));
        assertThat(Levels.rmsDbfs(new short[100])).isEqualTo(Levels.NOTHING_DBFS);
    }

    @Test
    void ringback_sounds_for_a_second_and_a_half_and_is_quiet_for_three() {
        var ring = Tones.ringback(8_000);
        assertThat(ring).hasSize(36_000);
        assertThat(Levels.rmsDbfs(ring, 0, 12_000)).isCloseTo(-16, within(0.1));
        assertThat(Levels.rmsDbfs(ring, 12_000, 24_000)).isEqualTo(Levels.NOTHING_DBFS);
        assertThat(power(Arrays.copyOf(ring, 12_000), 425)).isCloseTo(1, within(0.02));
        assertThat(Tones.busy(8_000)).hasSize(3_200);
    }

    @ParameterizedTest
    @CsvSource({"1, 697, 1209", "5, 770, 1336", "9, 852, 1477", "#, 941, 1477", "D, 941, 1633"})
    void a_key_has_its_two_frequencies(char key, double low, double high) {
        var tone = Tones.dtmf(key, ofMillis(200), 8_000);
        assertThat(power(tone, low)).isCloseTo(0.5, within(0.03));
        assertThat(power(tone, high)).isCloseTo(0.5, within(0.03));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tones.dtmf('x', ofMillis(200), 8_000));
    }

    @ParameterizedTest
    @EnumSource(Noise.Kind.class)
    void noise_is_mixed_at_the_ratio_asked_for_and_the_same_for_the_same_seed(Noise.Kind kind) {
        var speech = Arrays.copyOf(new SpokenLike(3, 8_000).speech(3), 40_000);
        var noisy = Noise.of(kind, 11, 8_000).over(speech, 15);
        var noise = new short[speech.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (noisy[i] - speech[i]);
        }
        double ratio = Noise.activeRms(speech, 8_000) / Levels.rms(noise, 0, noise.length);
        assertThat(20 * Math.log10(ratio)).isCloseTo(15, within(0.1));
        assertThat(Noise.of(kind, 11, 8_000).over(speech, 15)).isEqualTo(noisy);
    }

    /// The part of the power that lies at one frequency.
    private static double power(short[] samples, double hz) {
        double re = 0;
        double im = 0;
        double all = 0;
        for (int i = 0; i < samples.length; i++) {
            re += samples[i] * Math.cos(2 * Math.PI * hz * i / 8_000);
            im += samples[i] * Math.sin(2 * Math.PI * hz * i / 8_000);
            all += (double) samples[i] * samples[i];
        }
        return 2 * (re * re + im * im) / samples.length / all;
    }
}
