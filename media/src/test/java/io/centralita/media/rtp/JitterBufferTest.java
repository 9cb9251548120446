package io.centralita.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A sender of 20 ms packets whose transit the test chooses, and a beat every 20 ms that is due 7
/// ms after a packet is sent.
final class JitterBufferTest {
    private static final long MS = 1_000_000;
    private static final long BEAT = 20 * MS;

    private final JitterBuffer buffer =
            new JitterBuffer(
                    Duration.ofMillis(20),
                    Duration.ofMillis(120),
                    (payload, offset, length) -> isQuiet());
    private final HeardPackets heard = new HeardPackets();
    private final PacketSource source = new PacketSource();
    private boolean quiet;
    private long now = -5_000 * MS;

    private boolean isQuiet() {
        return quiet;
    }

    private Arrival put(int number) {
        return put(number, number, 160 * number);
    }

    private Arrival put(int number, int sequence, int timestamp) {
        source.make(1, sequence, timestamp, 160, number);
        return buffer.put(source.packet, source.datagram, now);
    }

    private void beat() {
        now += 7 * MS;
        heard.beat(buffer, now);
        now += 13 * MS;
    }

    private void regular(int from, int to) {
        for (int number = from; number < to; number++) {
            assertThat(put(number)).isEqualTo(Arrival.KEPT);
            beat();
        }
    }

    private void beats(int count) {
        for (int i = 0; i < count; i++) {
            beat();
        }
    }

    @Test
    void regular_packets_come_out_regularly_40_ms_later() {
        regular(0, 100);
        assertThat(heard.beats.subList(0, 2)).containsExactly(-1, -1);
        assertThat(heard.beats.subList(2, 50)).isEqualTo(IntStream.range(0, 48).boxed().toList());
    }

    @Test
    void without_jitter_the_delay_goes_down_to_the_shortest_where_it_is_quiet() {
        regular(0, 150);
        assertThat(buffer.target()).isEqualTo(Duration.ofMillis(20));
        quiet = true;
        regular(150, 200);
        assertThat(buffer.delay(now)).isBetween(Duration.ofMillis(0), Duration.ofMillis(40));
        assertThat(heard.skips).isEqualTo(1);
        assertThat(heard.lost).isZero();
    }

    @Test
    void a_caller_who_does_not_pause_is_heard_in_full_a_little_later() {
        regular(0, 1_000);
        assertThat(buffer.target()).isEqualTo(Duration.ofMillis(20));
        assertThat(heard.skips).isZero();
        assertThat(heard.numbers).hasSize(998);
    }

    @Test
    void what_is_much_too_late_is_made_up_for_even_so() {
        regular(0, 200);
        beats(5);
        for (int number = 200; number < 205; number++) {
            put(number);
        }
        regular(205, 600);
        assertThat(heard.skips).isPositive();
        assertThat(buffer.delay(now)).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void the_delay_follows_the_jitter_and_nothing_is_late_any_more() {
        var random = new Random(5);
        var arrivals = new long[2_000];
        long start = now;
        for (int i = 0; i < arrivals.length; i++) {
            arrivals[i] = start + i * BEAT + random.nextLong(60 * MS);
        }
        int lateAtTheEnd = 0;
        for (int beat = 0; beat < arrivals.length; beat++) {
            long until = start + beat * BEAT + 7 * MS;
            for (int number = Math.max(0, beat - 4); number <= beat; number++) {
                if (arrivals[number] <= until && arrivals[number] > until - BEAT) {
                    now = arrivals[number];
                    if (put(number) != Arrival.KEPT && beat > 500) {
                        lateAtTheEnd++;
                    }
                }
            }
            heard.beat(buffer, until);
        }
        assertThat(buffer.target()).isBetween(Duration.ofMillis(50), Duration.ofMillis(65));
        assertThat(lateAtTheEnd).isLessThan(5);
        assertThat(heard.numbers).isSorted().hasSizeGreaterThan(1_960);
    }

    @Test
    void packets_that_overtake_each_other_are_put_in_order() {
        regular(0, 10);
        for (int number = 10; number < 60; number += 2) {
            put(number + 1);
            beat();
            assertThat(put(number)).isEqualTo(Arrival.KEPT);
            beat();
        }
        assertThat(heard.numbers).isSorted().contains(10, 11, 12, 13, 40, 41);
        assertThat(heard.lost).isZero();
    }

    @Test
    void a_packet_that_comes_twice_is_heard_once() {
        regular(0, 20);
        assertThat(put(19)).isEqualTo(Arrival.DUPLICATE);
        assertThat(put(3)).isEqualTo(Arrival.DUPLICATE);
        regular(20, 40);
        assertThat(heard.numbers).doesNotHaveDuplicates();
    }

    @Test
    void what_never_came_is_missing_in_its_place_and_counted() {
        regular(0, 20);
        beats(3);
        regular(23, 40);
        assertThat(heard.beats.subList(20, 27)).containsExactly(18, 19, -1, -1, -1, 23, 24);
        assertThat(heard.lost).isEqualTo(3);
        assertThat(heard.beginnings).containsExactly(2);
    }

    @Test
    void sequence_numbers_and_timestamps_wrap() {
        for (int number = 0; number < 200; number++) {
            put(number, (65_500 + number) & 0xFFFF, 160 * number - 5_000);
            beat();
        }
        assertThat(heard.beats.subList(2, 60)).isEqualTo(IntStream.range(0, 58).boxed().toList());
        assertThat(heard.lost).isZero();
    }

    /// captures/asterisk/rtp/gateway-hold.csv: sequence +1, timestamp +12160 after 1.52 s.
    @Test
    void after_a_pause_audio_goes_on_at_once_and_nothing_was_lost() {
        regular(0, 50);
        beats(75);
        for (int number = 50; number < 100; number++) {
            put(number, number, 160 * number + 75 * 160);
            beat();
        }
        assertThat(heard.numbers)
                .containsExactlyElementsOf(IntStream.range(0, 98).boxed().toList());
        assertThat(heard.lost).isZero();
        assertThat(heard.skips).isZero();
        assertThat(heard.beats.subList(52, 127)).containsOnly(-1);
        assertThat(heard.beats.subList(127, 130)).containsExactly(50, 51, 52);
        assertThat(heard.beginnings).containsExactly(2, 127);
    }

    /// phone-gap-2s-timestamps-continue.csv: a sender that does not count its pause.
    @Test
    void a_pause_that_timestamps_do_not_count_makes_nothing_late() {
        regular(0, 50);
        beats(100);
        regular(50, 100);
        assertThat(heard.numbers).hasSize(98);
        assertThat(heard.lost).isZero();
        assertThat(buffer.delay(now)).isLessThan(Duration.ofMillis(80));
    }

    @Test
    void a_pause_that_timestamps_count_by_half_costs_nothing_either() {
        regular(0, 50);
        beats(20);
        for (int number = 50; number < 300; number++) {
            put(number, number, 160 * (number + 8));
            beat();
        }
        assertThat(heard.numbers).hasSizeGreaterThan(295);
        assertThat(heard.lost).isZero();
        assertThat(buffer.delay(now)).isLessThan(Duration.ofMillis(80));
    }

    @Test
    void a_clock_that_drifts_is_followed() {
        quiet = true;
        long start = now;
        int next = 0;
        for (int beat = 0; beat < 10_000; beat++) {
            // 500 ppm fast: 100 ms in 200 s.
            while (start + next * (BEAT - BEAT / 2_000) <= now) {
                put(next, next & 0xFFFF, 160 * next);
                next++;
            }
            beat();
        }
        assertThat(buffer.delay(now)).isLessThan(Duration.ofMillis(65));
        assertThat(heard.lost).isZero();
        assertThat(heard.skips).isBetween(4, 8);
    }

    /// phone-gateway-timestamps-constant.csv.
    @Test
    void timestamps_that_stand_still_are_not_believed() {
        for (int number = 0; number < 200; number++) {
            assertThat(put(number, number, 777)).isEqualTo(Arrival.KEPT);
            beat();
        }
        assertThat(heard.beats.subList(2, 100)).isEqualTo(IntStream.range(0, 98).boxed().toList());
    }

    /// gateway-dtmf.csv: 22 numbers further on, the time of 18 packets.
    @Test
    void a_key_that_is_pressed_is_no_loss() {
        regular(0, 50);
        beats(17);
        for (int i = 0; i < 50; i++) {
            put(100 + i, 71 + i, 160 * (67 + i));
            beat();
        }
        assertThat(heard.lost).isZero();
        assertThat(heard.numbers).contains(49, 100, 101);
        assertThat(heard.beats.subList(52, 69)).containsOnly(-1);
    }

    /// gateway-ulaw-local.csv: 94 ms without a packet, then what was held up, at once.
    @Test
    void a_burst_after_a_stall_is_heard_in_full() {
        regular(0, 50);
        beats(4);
        for (int number = 50; number < 54; number++) {
            assertThat(put(number)).isEqualTo(Arrival.KEPT);
        }
        regular(54, 100);
        assertThat(heard.numbers).containsSequence(48, 49, 50, 51, 52, 53, 54, 55);
        assertThat(heard.lost).isZero();
        assertThat(buffer.delay(now)).isBetween(Duration.ofMillis(60), Duration.ofMillis(140));
    }

    @Test
    void of_three_seconds_at_once_the_newest_are_heard() {
        regular(0, 10);
        for (int number = 10; number < 160; number++) {
            put(number);
        }
        beats(20);
        assertThat(heard.numbers.getLast()).isEqualTo(159);
        assertThat(heard.numbers).doesNotContain(20, 100, 150).isSorted();
        assertThat(buffer.skipped()).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void a_new_source_goes_on_where_the_old_one_ended() {
        regular(0, 50);
        for (int i = 0; i < 50; i++) {
            source.make(2, 9_000 + i, 1_234_567 + 160 * i, 160, 1_000 + i);
            assertThat(buffer.put(source.packet, source.datagram, now)).isEqualTo(Arrival.KEPT);
            beat();
        }
        assertThat(heard.numbers).containsSequence(48, 49, 1_000, 1_001);
        assertThat(heard.lost).isZero();
        source.make(1, 50, 160 * 50, 160, 50);
        assertThat(buffer.put(source.packet, source.datagram, now)).isEqualTo(Arrival.STRAY);
    }

    @Test
    void a_sender_that_begins_anew_is_believed_from_its_second_packet_on() {
        regular(0, 50);
        assertThat(put(100, 40_000, 5)).isEqualTo(Arrival.STRAY);
        beat();
        assertThat(put(101, 40_001, 165)).isEqualTo(Arrival.KEPT);
        beat();
        for (int i = 2; i < 20; i++) {
            put(100 + i, 40_000 + i, 5 + 160 * i);
            beat();
        }
        assertThat(heard.numbers).containsSequence(49, 101, 102, 103);
    }

    /// gateway-ulaw-local.csv ends with 102 bytes; phone-gateway-sends-10ms, -60ms and -100ms.
    @Test
    void packets_may_have_any_length() {
        int timestamp = 0;
        int sent = 0;
        for (int length : new int[] {80, 160, 480, 800, 102, 1, 160, 160}) {
            for (int i = 0; i < 10; i++) {
                source.make(1, sent, timestamp, Math.max(4, length), sent);
                buffer.put(source.packet, source.datagram, now);
                timestamp += Math.max(4, length);
                sent++;
                for (; (timestamp / 160) > heard.beats.size(); ) {
                    beat();
                }
            }
        }
        beats(10);
        assertThat(heard.numbers).isEqualTo(IntStream.range(0, sent).boxed().toList());
        assertThat(heard.lost).isZero();
    }

    @Test
    void a_delay_of_less_than_a_frame_is_no_delay() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new JitterBuffer(
                                        Duration.ofMillis(10),
                                        Duration.ofMillis(60),
                                        (a, b, c) -> true));
    }
}
