package io.centralita.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VoiceActivityTest {
    private static final int RATE = 8_000;

    @ParameterizedTest
    @CsvSource({
        "WHITE, 8000", "PINK, 8000", "BABBLE, 8000", "HUM, 8000",
        "WHITE, 16000", "PINK, 16000", "BABBLE, 16000", "HUM, 16000"
    })
    void speech_is_told_from_noise_20_db_below(Noise.Kind kind, int rate) {
        int spoken = 0;
        int spokenHeard = 0;
        int quiet = 0;
        int quietHeard = 0;
        for (int seed = 0; seed < 8; seed++) {
            var voice = new SpokenLike(seed, rate);
            var clean =
                    join(
                            new short[2 * rate],
                            voice.speech(1.8),
                            new short[rate],
                            voice.speech(0.4),
                            new short[2 * rate],
                            voice.speech(3),
                            new short[rate]);
            var heard = listen(Noise.of(kind, seed, rate).over(clean, 20), rate);
            var truth = new boolean[] {false, true, false, true, false, true, false};
            double[] ends = {2, 3.8, 4.8, 5.2, 7.2, 10.2, 11.2};
            double start = 0;
            for (int part = 0; part < ends.length; part++) {
                // Onset and hang-over belong to neither side.
                int from = (int) Math.round((start + (truth[part] ? 0.08 : 0.18)) * 50);
                int to = (int) Math.round((ends[part] - (truth[part] ? 0.02 : 0)) * 50);
                int count = heard.get(from, to).cardinality();
                if (truth[part]) {
                    spoken += to - from;
                    spokenHeard += count;
                } else {
                    quiet += to - from;
                    quietHeard += count;
                }
                start = ends[part];
            }
        }
        System.getLogger("media")
                .log(
                        System.Logger.Level.INFO,
                        "{0} {1}: heard {2,number,percent} of speech, {3,number,#.##%} of noise",
                        kind,
                        rate,
                        (double) spokenHeard / spoken,
                        (double) quietHeard / quiet);
        assertThat((double) spokenHeard / spoken).as("speech heard").isGreaterThan(0.95);
        assertThat((double) quietHeard / quiet).as("noise taken for speech").isLessThan(0.03);
    }

    @Test
    void speech_on_a_silent_line_begins_and_ends_where_it_should() {
        for (int seed = 0; seed < 20; seed++) {
            var speech = new SpokenLike(seed, RATE).speech(1);
            var heard = listen(join(new short[RATE], speech, new short[RATE]), RATE);
            assertThat(heard.nextSetBit(0)).as("seed " + seed).isBetween(51, 60);
            assertThat(heard.length()).as("seed " + seed).isBetween(98, 108);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 20, 30, 39})
    void a_click_is_no_speech_wherever_it_falls(int ms) {
        for (int shift = 0; shift < 20; shift++) {
            var line = Noise.of(Noise.Kind.WHITE, shift, RATE).at(-50, 3 * RATE);
            var random = new Random(shift);
            int from = RATE + shift * 8;
            for (int i = from; i < from + ms * 8; i++) {
                line[i] = (short) (shift % 2 == 0 ? 12_000 * (i / 20 % 2) : random.nextInt(20_000));
            }
            assertThat(listen(line, RATE).cardinality()).as("shift " + shift).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"WHITE, 0.1", "PINK, 0.1", "HUM, 0.9", "BABBLE, 3.5"})
    void a_step_in_noise_is_got_used_to(Noise.Kind kind, double seconds) {
        var noise = Noise.of(kind, 3, RATE);
        var heard = listen(join(noise.at(-55, 3 * RATE), noise.at(-33, 12 * RATE)), RATE);
        assertThat(heard.get(0, 150).cardinality()).isZero();
        assertThat(heard.get(150, 750).cardinality()).isLessThanOrEqualTo((int) (seconds * 50));
    }

    @Test
    void speech_after_a_step_in_noise_is_heard() {
        var noise = Noise.of(Noise.Kind.WHITE, 5, RATE);
        var line =
                join(
                        noise.at(-55, 3 * RATE),
                        noise.at(-40, 5 * RATE),
                        noise.over(new SpokenLike(5, RATE).speech(2), 20));
        assertThat(listen(line, RATE).get(405, 500).cardinality()).isGreaterThan(80);
    }

    @Test
    void music_on_hold_is_got_used_to_and_speech_after_it_is_heard() {
        var line = join(music(40), new short[RATE], new SpokenLike(2, RATE).speech(3));
        var heard = listen(line, RATE);
        assertThat(heard.get(500, 2_000).cardinality()).as("of 1500 frames").isLessThan(300);
        assertThat(heard.get(2_055, 2_200).cardinality()).isGreaterThan(120);
    }

    @Test
    void one_long_sentence_is_heard_to_its_end() {
        var speech = new SpokenLike(9, RATE).speech(12);
        var line = join(new short[RATE], Noise.of(Noise.Kind.PINK, 9, RATE).over(speech, 25));
        assertThat(listen(line, RATE).get(55, 650).cardinality()).isGreaterThan(560);
    }

    @Test
    void a_whisper_is_heard_within_a_second() {
        var random = new Random(4);
        var line = Noise.of(Noise.Kind.WHITE, 4, RATE).at(-60, 4 * RATE);
        for (int i = 2 * RATE; i < line.length; i++) {
            double sway = Math.pow(10, Math.sin(2 * Math.PI * 4.5 * i / RATE) * 0.6);
            line[i] += Pcm.clip(700 * sway * random.nextGaussian());
        }
        assertThat(listen(line, RATE).get(100, 150).cardinality()).isPositive();
    }

    @Test
    void other_rates_and_lengths_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new VoiceActivity(24_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VoiceActivity(8_000).isSpeech(new short[320]));
    }

    /// Chords of three decaying notes with overtones, twice a second.
    private static short[] music(int seconds) {
        var random = new Random(1);
        var sum = new double[seconds * RATE];
        for (int beat = 0; beat < 2 * seconds; beat++) {
            for (int note = 0; note < 3; note++) {
                double hz = 220 * Math.pow(2, random.nextInt(19) / 12.0);
                for (int i = 0; i < RATE && beat * RATE / 2 + i < sum.length; i++) {
                    double angle = 2 * Math.PI * hz * i / RATE;
                    double decay = Math.exp(-2.5 * i / RATE) * Math.min(1, i / 80.0);
                    sum[beat * RATE / 2 + i] +=
                            decay * (Math.sin(angle) + 0.4 * Math.sin(2 * angle));
                }
            }
        }
        var out = new short[sum.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Pcm.clip(2_000 * sum[i]);
        }
        return out;
    }

    private static BitSet listen(short[] line, int rate) {
        var ear = new VoiceActivity(rate);
        var heard = new BitSet();
        for (int frame = 0; (frame + 1) * ear.frameSamples() <= line.length; frame++) {
            heard.set(frame, ear.isSpeech(line, frame * ear.frameSamples()));
        }
        return heard;
    }

    private static short[] join(short[]... parts) {
        var whole = new short[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
