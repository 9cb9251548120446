package io.centralita.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResamplerTest {
    @Provide
    Arbitrary<Integer> rates() {
        return Arbitraries.of(8_000, 16_000, 22_050, 24_000, 44_100, 48_000);
    }

    @Property(tries = 150)
    void the_output_does_not_depend_on_how_the_input_was_cut(
            @ForAll("rates") int from, @ForAll("rates") int to, @ForAll long seed) {
        var random = new Random(seed);
        var input = new short[3_000];
        for (int i = 0; i < input.length; i++) {
            input[i] = (short) random.nextInt(-32_768, 32_768);
        }
        var whole = Resampler.convert(input, from, to);
        var resampler = new Resampler(from, to);
        var pieces = new short[whole.length];
        int filled = 0;
        for (int at = 0; at < input.length; ) {
            int length = Math.min(random.nextInt(700), input.length - at);
            var out = resampler.process(Arrays.copyOfRange(input, at, at + length));
            System.arraycopy(out, 0, pieces, filled, out.length);
            filled += out.length;
            at += length;
        }
        var tail = resampler.flush();
        System.arraycopy(tail, 0, pieces, filled, tail.length);
        assertThat(filled + tail.length).isEqualTo(whole.length);
        assertThat(pieces).isEqualTo(whole);
        assertThat(whole).hasSize((int) Math.ceilDiv((long) input.length * to, from));
    }

    @ParameterizedTest
    @CsvSource({
        "8000, 16000", "8000, 24000", "8000, 22050", "8000, 44100", "8000, 48000",
        "16000, 8000", "24000, 8000", "22050, 8000", "44100, 8000", "48000, 8000",
        "24000, 16000", "16000, 24000", "48000, 22050", "22050, 16000"
    })
    void speech_passes_unchanged_in_level_and_time(int from, int to) {
        double top = 0.425 * Math.min(from, to);
        for (double hz : new double[] {60, 300, 1_000, 2_000, 3_000, top}) {
            var out = Resampler.convert(sine(hz, from, from), from, to);
            var expected = sine(hz, to, to);
            double error = 0;
            double power = 0;
            for (int i = to / 10; i < to - to / 10; i++) {
                error += Math.pow(out[i] - expected[i], 2);
                power += Math.pow(expected[i], 2);
            }
            assertThat(10 * Math.log10(error / power)).as("%.0f Hz", hz).isLessThan(-42);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "16000, 8000",
        "24000, 8000",
        "22050, 8000",
        "44100, 8000",
        "48000, 8000",
        "96000, 16000",
        "192000, 24000",
        "24000, 16000",
        "48000, 16000",
        "48000, 22050"
    })
    void tones_that_the_lower_rate_cannot_carry_leave_nothing_behind(int from, int to) {
        for (double hz = 0.5 * to; hz < 0.5 * from; hz += 173) {
            var out = Resampler.convert(sine(hz, from, from), from, to);
            double leak = Levels.rmsDbfs(out, to / 10, to - to / 5);
            assertThat(leak - Levels.rmsDbfs(sine(hz + 1, from, from)))
                    .as("%.0f Hz", hz)
                    .isLessThan(-60);
        }
    }

    @ParameterizedTest
    @CsvSource({"8000, 16000", "8000, 24000", "8000, 22050", "8000, 48000"})
    void a_higher_rate_brings_no_images(int from, int to) {
        for (double hz = 250; hz < 3_400; hz += 450) {
            var out = Resampler.convert(sine(hz, from, from), from, to);
            double image = power(out, to, from - hz);
            assertThat(10 * Math.log10(image / power(out, to, hz))).isLessThan(-60);
        }
    }

    @Test
    void equal_rates_hand_back_the_very_same_samples() {
        var in = new short[] {1, -2, 3};
        var same = new Resampler(16_000, 16_000);
        assertThat(same.process(in)).isSameAs(in);
        assertThat(same.flush()).isEmpty();
    }

    @Test
    void a_full_scale_square_wave_stays_at_the_rails() {
        var in = new short[800];
        for (int i = 0; i < in.length; i++) {
            in[i] = i / 40 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        var out = Resampler.convert(in, 8_000, 24_000);
        for (int i = 0; i < out.length; i++) {
            int place = i / 3 % 40;
            if (place > 1 && place < 38) {
                assertThat(out[i] > 0).isEqualTo(i / 120 % 2 == 0);
            }
        }
    }

    @Test
    void after_a_flush_the_next_stream_starts_afresh() {
        var resampler = new Resampler(24_000, 8_000);
        resampler.process(sine(700, 24_000, 5_000));
        resampler.flush();
        assertThat(resampler.process(sine(300, 24_000, 2_400)))
                .isEqualTo(new Resampler(24_000, 8_000).process(sine(300, 24_000, 2_400)));
    }

    @Test
    void rates_that_no_reasonable_filter_joins_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Resampler(8_000, 44_101));
        assertThatIllegalArgumentException().isThrownBy(() -> new Resampler(4_000, 8_000));
        assertThatIllegalArgumentException().isThrownBy(() -> new Resampler(192_001, 192_001));
    }

    private static short[] sine(double hz, int rate, int samples) {
        var out = new short[samples];
        for (int i = 0; i < samples; i++) {
            out[i] = (short) Math.round(20_000 * Math.sin(2 * Math.PI * hz * i / rate));
        }
        return out;
    }

    /// Power at one frequency, away from the ends, under a Hann window.
    private static double power(short[] samples, int rate, double hz) {
        int from = samples.length / 10;
        int length = samples.length - 2 * from;
        double re = 0;
        double im = 0;
        for (int i = 0; i < length; i++) {
            double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / length);
            double angle = 2 * Math.PI * hz * i / rate;
            re += hann * samples[from + i] * Math.cos(angle);
            im += hann * samples[from + i] * Math.sin(angle);
        }
        return re * re + im * im + 1e-9;
    }
}
