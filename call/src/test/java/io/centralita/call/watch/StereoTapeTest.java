package io.centralita.call.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.media.AudioFormat;
import io.centralita.media.Pcm;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StereoTapeTest {
    private static final AudioFormat FORMAT = AudioFormat.PCM_8K;
    private static final int FRAME = 160;
    private static final long MS = 1_000_000;

    /// Clocks of machines begin anywhere.
    private static final long ZERO = -7_654_321_987_654L / MS * MS;

    private final StereoTape tape = new StereoTape(FORMAT, ZERO);

    @Test
    void each_side_is_where_it_was_heard() {
        tape.caller(ZERO + 40 * MS, frame(1));
        tape.heard(ZERO + 60 * MS, frame(2));
        var both = tape.take(ZERO + 100 * MS, 100_000);

        assertThat(both).hasSize(2 * 5 * FRAME);
        assertThat(side(both, 0)).isEqualTo(frames(0, 0, 1, 0, 0));
        assertThat(side(both, 1)).isEqualTo(frames(0, 0, 0, 2, 0));
    }

    @Test
    void it_does_not_matter_in_which_pieces_it_is_taken() {
        for (int i = 0; i < 50; i++) {
            tape.caller(ZERO + i * 20L * MS, frame(i + 1));
            tape.heard(ZERO + (i * 20L + 7) * MS, frame(-i - 1));
        }
        var whole = new StringBuilder();
        for (long ms = 13; ms <= 1_040; ms += 13) {
            for (var sample : tape.take(ZERO + ms * MS, 100_000)) {
                whole.append(sample).append(' ');
            }
        }
        var other = new StereoTape(FORMAT, ZERO);
        for (int i = 0; i < 50; i++) {
            other.caller(ZERO + i * 20L * MS, frame(i + 1));
            other.heard(ZERO + (i * 20L + 7) * MS, frame(-i - 1));
        }
        var once = new StringBuilder();
        for (var sample : other.take(ZERO + 1_040 * MS, 100_000)) {
            once.append(sample).append(' ');
        }
        assertThat(whole.toString()).isEqualTo(once.toString());
    }

    @Test
    void a_caller_whose_frames_come_unevenly_is_heard_evenly() {
        long[] late = {0, 35, 5, 120, 0, 190, 60, 10};
        for (int i = 0; i < late.length; i++) {
            tape.caller(ZERO + (i * 20L + late[i]) * MS, frame(i + 1));
        }
        assertThat(side(tape.take(ZERO + 160 * MS, 100_000), 0))
                .isEqualTo(frames(1, 2, 3, 4, 5, 6, 7, 8));
    }

    @Test
    void a_gap_in_the_callers_audio_is_silence() {
        tape.caller(ZERO, frame(1));
        tape.caller(ZERO + 400 * MS, frame(2));
        var caller = side(tape.take(ZERO + 420 * MS, 100_000), 0);
        assertThat(Arrays.copyOfRange(caller, FRAME, 20 * FRAME)).containsOnly(0);
        assertThat(Arrays.copyOfRange(caller, 20 * FRAME, 21 * FRAME)).containsOnly(2);
    }

    @Test
    void what_left_and_was_dropped_before_it_was_heard_is_not_there() {
        for (int i = 0; i < 10; i++) {
            tape.heard(ZERO + i * 20L * MS, frame(5));
        }
        tape.unheard(ZERO + 100 * MS);
        tape.heard(ZERO + 140 * MS, frame(6));
        assertThat(side(tape.take(ZERO + 200 * MS, 100_000), 1))
                .isEqualTo(frames(5, 5, 5, 5, 5, 0, 0, 6, 0, 0));
    }

    @Test
    void a_frame_that_comes_when_its_time_is_taken_is_lost_in_part() {
        tape.take(ZERO + 30 * MS, 100_000);
        tape.caller(ZERO + 20 * MS, frame(3));
        var rest = side(tape.take(ZERO + 60 * MS, 100_000), 0);
        assertThat(Arrays.copyOf(rest, FRAME / 2)).containsOnly(3);
        assertThat(Arrays.copyOfRange(rest, FRAME / 2, rest.length)).containsOnly(0);
    }

    @Test
    void what_nobody_takes_does_not_grow_for_ever() {
        for (int i = 0; i < 100_000; i++) {
            tape.caller(ZERO + i * 20L * MS, frame(1));
            tape.heard(ZERO + i * 20L * MS, frame(1));
        }
        assertThat(tape.lost()).isEqualTo(100_000 - 1_500 + 100_000 - 15_000);
        var taken = tape.take(ZERO + 2_000_000 * MS, 1_000);
        assertThat(taken).hasSize(2_000).containsOnly(1);
    }

    private static byte[] frame(int value) {
        var samples = new short[FRAME];
        Arrays.fill(samples, (short) value);
        return Pcm.bytes(samples);
    }

    private static short[] frames(int... values) {
        var samples = new short[values.length * FRAME];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) values[i / FRAME];
        }
        return samples;
    }

    private static short[] side(short[] both, int channel) {
        var side = new short[both.length / 2];
        IntStream.range(0, side.length).forEach(i -> side[i] = both[2 * i + channel]);
        return side;
    }
}
