package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TapeTest {
    @Test
    void an_empty_tape_begins_where_it_ends() {
        var tape = new Tape(1_000);
        assertThat(tape.first()).isZero();
        assertThat(tape.next()).isZero();
        assertThat(tape.endPosition()).isZero();
        assertThat(tape.frameAt(0)).isZero();
        assertThat(tape.frameAt(99)).isZero();
        tape.forgetBefore(5);
        assertThat(tape.first()).isZero();
    }

    @Test
    void what_does_not_fit_pushes_out_the_oldest() {
        var tape = new Tape(320);
        assertThat(tape.add(new byte[1], 160)).isZero();
        assertThat(tape.add(new byte[2], 160)).isZero();
        assertThat(tape.add(new byte[3], 160)).isEqualTo(1);
        assertThat(tape.first()).isEqualTo(1);
        assertThat(tape.add(new byte[4], 320)).isEqualTo(2);
        assertThat(tape.first()).isEqualTo(3);
    }

    @Test
    void a_frame_larger_than_the_tape_is_kept_alone() {
        var tape = new Tape(100);
        tape.add(new byte[1], 160);
        tape.add(new byte[2], 500);
        assertThat(tape.first()).isEqualTo(1);
        assertThat(tape.get(1)).hasSize(2);
    }

    /// Against a list of everything that was ever added.
    @Property(tries = 500)
    void a_tape_is_the_end_of_a_list(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(max = 400) Integer> acts,
            @ForAll @IntRange(min = 100, max = 20_000) int most) {
        var tape = new Tape(most);
        var frames = new ArrayList<byte[]>();
        var starts = new ArrayList<Long>();
        long end = 0;
        for (int act : acts) {
            if (act < 40) {
                tape.forgetBefore(tape.first() + act);
            } else {
                var frame = new byte[] {(byte) act};
                frames.add(frame);
                starts.add(end);
                tape.add(frame, act);
                end += act;
            }
            assertThat(tape.next()).isEqualTo(frames.size());
            assertThat(tape.endPosition()).isEqualTo(end);
            assertThat(tape.first()).isBetween(0L, (long) frames.size());
        }
        long kept = tape.first() < tape.next() ? end - starts.get((int) tape.first()) : 0;
        assertThat(kept <= most || tape.next() - tape.first() == 1).isTrue();
        for (long number = tape.first(); number < tape.next(); number++) {
            assertThat(tape.get(number)).isSameAs(frames.get((int) number));
            long start = starts.get((int) number);
            assertThat(tape.startOf(number)).isEqualTo(start);
            assertThat(tape.frameAt(start)).isEqualTo(number);
            long last = number + 1 < tape.next() ? starts.get((int) number + 1) - 1 : end - 1;
            assertThat(tape.frameAt(last)).isEqualTo(number);
        }
        assertThat(tape.startOf(tape.next())).isEqualTo(end);
        assertThat(tape.frameAt(-1)).isEqualTo(tape.first());
        assertThat(tape.frameAt(end)).isEqualTo(tape.next());
        assertThat(tape.frameAt(Long.MAX_VALUE / 2)).isEqualTo(tape.next());
    }
}
