package io.centralita.engine.offline.ears;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.media.Noise;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final int RATE_HZ = 16_000;

    @Test
    void a_telephone_does_not_carry_what_a_wide_line_does() {
        var whistle = tone(6_000);
        assertThat(level(Line.WIDE.carry(whistle, RATE_HZ, Line.QUIET_DB, 1))).isGreaterThan(3_000);
        // The line brings what little is left to the level of speech before it hums.
        var both = new short[whistle.length];
        var voice = tone(1_000);
        for (int i = 0; i < both.length; i++) {
            both[i] = (short) (whistle[i] / 2 + voice[i] / 2);
        }
        var heard = Line.TELEPHONE.carry(both, RATE_HZ, Line.QUIET_DB, 1);
        assertThat(correlation(heard, 6_000)).isLessThan(correlation(heard, 1_000) / 30);
    }

    @Test
    void half_a_second_of_line_surrounds_the_speech() {
        for (var line : Line.values()) {
            var heard = line.carry(tone(1_000), RATE_HZ, Line.QUIET_DB, 1);
            assertThat(heard).hasSize(RATE_HZ + RATE_HZ / 2);
            assertThat(Noise.activeRms(java.util.Arrays.copyOf(heard, 2_400), RATE_HZ))
                    .isLessThan(20);
        }
    }

    @Test
    void the_same_seed_makes_the_same_noise_and_another_seed_another() {
        var first = Line.TELEPHONE.carry(tone(1_000), RATE_HZ, 20, 5);
        assertThat(Line.TELEPHONE.carry(tone(1_000), RATE_HZ, 20, 5)).isEqualTo(first);
        assertThat(Line.TELEPHONE.carry(tone(1_000), RATE_HZ, 20, 6)).isNotEqualTo(first);
    }

    private static double level(short[] pcm) {
        return Noise.activeRms(pcm, RATE_HZ);
    }

    private static double correlation(short[] pcm, double hz) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < pcm.length; i++) {
            re += pcm[i] * Math.cos(2 * Math.PI * hz * i / RATE_HZ);
            im += pcm[i] * Math.sin(2 * Math.PI * hz * i / RATE_HZ);
        }
        return Math.hypot(re, im) / pcm.length;
    }

    private static short[] tone(double hz) {
        var tone = new short[RATE_HZ];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (8_000 * Math.sin(2 * Math.PI * hz * i / RATE_HZ));
        }
        return tone;
    }
}
