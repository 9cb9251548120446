package io.centralita.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.media.Levels;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LossConcealmentTest {
    @ParameterizedTest
    @CsvSource({
        "440, 8000, 18",
        "1000, 8000, 30",
        "440, 16000, 24",
        "1000, 16000, 30",
        "180, 8000, 15",
        "2500, 8000, 12"
    })
    void a_tone_stays_pure_when_one_frame_in_twenty_is_lost(double hz, int rate, double leastSnr) {
        var tone = Tones.sine(hz, -15, Duration.ofSeconds(10), rate);
        var heard = withLosses(tone, rate, 0.05);
        assertThat(snr(tone, heard)).isGreaterThan(leastSnr);
        assertThat(snr(tone, silenced(tone, rate, 0.05))).as("without concealment").isLessThan(14);
    }

    @ParameterizedTest
    @CsvSource({"440, 8000", "440, 16000", "317, 8000", "1234, 16000"})
    void nothing_clicks(double hz, int rate) {
        var tone = Tones.sine(hz, -15, Duration.ofSeconds(10), rate);
        double steepest = steepest(tone);
        assertThat(steepest(withLosses(tone, rate, 0.1))).isLessThan(1.6 * steepest);
        assertThat(steepest(silenced(tone, rate, 0.1))).isGreaterThan(2 * steepest);
    }

    @ParameterizedTest
    @CsvSource({"8000", "16000"})
    void what_is_made_up_is_silent_after_60_ms_and_audio_comes_back_softly(int rate) {
        var tone = Tones.sine(300, -15, Duration.ofMillis(200), rate);
        int frame = rate / 50;
        var concealment = new LossConcealment(rate);
        concealment.received(tone, 0, 5 * frame);
        var gap = new short[6 * frame];
        for (int i = 0; i < 6; i++) {
            concealment.conceal(gap, i * frame, frame);
        }
        assertThat(Levels.rmsDbfs(gap, 0, rate / 100)).isBetween(-16.0, -14.0);
        assertThat(Levels.rmsDbfs(gap, 2 * frame, frame)).isBetween(-30.0, -20.0);
        for (int i = 3 * frame; i < gap.length; i++) {
            assertThat(gap[i]).isZero();
        }
        var back = Arrays.copyOfRange(tone, 5 * frame, 6 * frame);
        assertThat(concealment.received(back, 0, frame)).isTrue();
        assertThat(Math.abs(back[0])).isLessThan((short) 400);
        assertThat(back[frame - 1]).isEqualTo(tone[6 * frame - 1]);
    }

    @Test
    void audio_that_came_in_full_is_left_as_it_is() {
        var concealment = new LossConcealment(8_000);
        var frame = Tones.sine(440, -15, Duration.ofMillis(20), 8_000);
        var before = frame.clone();
        for (int i = 0; i < 10; i++) {
            assertThat(concealment.received(frame, 0, 160)).isFalse();
        }
        assertThat(frame).isEqualTo(before);
    }

    @Test
    void a_frame_left_out_does_not_click() {
        var tone = Tones.sine(330, -15, Duration.ofSeconds(1), 8_000);
        var concealment = new LossConcealment(8_000);
        var heard = new short[tone.length - 160];
        System.arraycopy(tone, 0, heard, 0, 4_000);
        concealment.received(heard, 0, 4_000);
        concealment.skipped();
        System.arraycopy(tone, 4_160, heard, 4_000, heard.length - 4_000);
        assertThat(concealment.received(heard, 4_000, 160)).isTrue();
        assertThat(concealment.received(heard, 4_160, 160)).isFalse();
        assertThat(steepest(heard)).isLessThan(1.3 * steepest(tone));
    }

    @Test
    void silence_is_concealed_by_silence_and_loud_noise_stays_within_bounds() {
        var concealment = new LossConcealment(8_000);
        var out = new short[160];
        concealment.conceal(out, 0, 160);
        assertThat(out).containsOnly((short) 0);
        var random = new Random(1);
        for (int i = 0; i < 400; i++) {
            for (int k = 0; k < out.length; k++) {
                out[k] = random.nextBoolean() ? Short.MAX_VALUE : Short.MIN_VALUE;
            }
            if (random.nextInt(4) == 0) {
                concealment.conceal(out, 0, 1 + random.nextInt(160));
            } else {
                concealment.received(out, 0, 1 + random.nextInt(160));
            }
        }
        assertThat(Levels.rmsDbfs(out)).isLessThanOrEqualTo(0);
    }

    private static short[] withLosses(short[] audio, int rate, double share) {
        var random = new Random(7);
        var concealment = new LossConcealment(rate);
        var heard = audio.clone();
        int frame = rate / 50;
        for (int at = 0; at < heard.length; at += frame) {
            if (at > 5 * frame && random.nextDouble() < share) {
                concealment.conceal(heard, at, frame);
            } else {
                concealment.received(heard, at, frame);
            }
        }
        return heard;
    }

    /// The same losses, with silence in their place.
    private static short[] silenced(short[] audio, int rate, double share) {
        var random = new Random(7);
        var heard = audio.clone();
        int frame = rate / 50;
        for (int at = 0; at < heard.length; at += frame) {
            if (at > 5 * frame && random.nextDouble() < share) {
                Arrays.fill(heard, at, at + frame, (short) 0);
            }
        }
        return heard;
    }

    private static double snr(short[] expected, short[] heard) {
        double error = 0;
        double power = 0;
        for (int i = 0; i < expected.length; i++) {
            error += Math.pow(heard[i] - expected[i], 2);
            power += Math.pow(expected[i], 2);
        }
        return 10 * Math.log10(power / error);
    }

    /// The largest second difference: a click has a large one.
    private static double steepest(short[] audio) {
        double steepest = 0;
        for (int i = 2; i < audio.length; i++) {
            steepest = Math.max(steepest, Math.abs(audio[i] - 2.0 * audio[i - 1] + audio[i - 2]));
        }
        return steepest;
    }
}
