package io.centralita.media;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PlayoutQueueTest {
    private final PlayoutQueue queue = new PlayoutQueue(AudioFormat.PCMU_8K, ofMillis(100));

    @Test
    void frames_carry_their_utterance_and_how_far_they_reach_into_it() {
        assertThat(queue.offer(7, new byte[250])).isEqualTo(250);
        assertThat(queue.end(7)).isEqualTo(250);
        assertThat(queue.offer(8, new byte[160])).isEqualTo(160);
        assertThat(drain())
                .extracting(
                        PlayoutFrame::sequence, PlayoutFrame::utterance, PlayoutFrame::endSamples)
                .containsExactly(tuple(0L, 7L, 160L), tuple(1L, 7L, 250L), tuple(2L, 8L, 160L));
    }

    @Test
    void the_last_frame_is_filled_up_with_the_silence_of_the_codec() {
        queue.offer(1, new byte[10]);
        assertThat(queue.poll()).isNull();
        queue.end(1);
        var audio = Objects.requireNonNull(queue.poll()).audio();
        assertThat(Arrays.copyOf(audio, 10)).containsOnly(0);
        assertThat(Arrays.copyOfRange(audio, 10, 160)).containsOnly(0xFF);
    }

    @Test
    void what_does_not_fit_is_refused_and_fits_once_there_is_room() {
        assertThat(queue.offer(1, new byte[1_000])).isEqualTo(800);
        assertThat(queue.offer(1, new byte[200])).isZero();
        assertThat(queue.room()).isZero();
        queue.poll();
        assertThat(queue.room()).isEqualTo(ofMillis(20));
        assertThat(queue.offer(1, new byte[200])).isEqualTo(160);
        assertThat(queue.queued()).isEqualTo(ofMillis(100));
    }

    @Test
    void another_utterance_ends_the_one_before() {
        queue.offer(1, new byte[100]);
        queue.offer(2, new byte[160]);
        assertThat(drain()).extracting(PlayoutFrame::utterance).containsExactly(1L, 2L);
        assertThat(queue.end(1)).isZero();
    }

    @Test
    void clearing_tells_what_was_dropped_and_goes_on_counting() {
        queue.offer(1, new byte[400]);
        assertThat(Objects.requireNonNull(queue.poll()).sequence()).isZero();
        assertThat(queue.clear()).isEqualTo(new PlayoutQueue.Dropped(1, ofMillis(30)));
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.clear()).isEqualTo(new PlayoutQueue.Dropped(0, Duration.ZERO));
        queue.offer(1, new byte[160]);
        var next = Objects.requireNonNull(queue.poll());
        assertThat(next.sequence()).isEqualTo(1);
        assertThat(next.endSamples()).isEqualTo(560);
    }

    @Test
    void samples_are_counted_in_wide_formats_too() {
        var wide = new PlayoutQueue(AudioFormat.PCM_24K, ofMillis(200));
        wide.offer(1, new byte[1_000]);
        assertThat(wide.end(1)).isEqualTo(500);
        assertThat(Objects.requireNonNull(wide.poll()).endSamples()).isEqualTo(480);
        assertThat(Objects.requireNonNull(wide.poll()).audio()).hasSize(960);
    }

    @Test
    void a_queue_without_room_for_a_frame_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlayoutQueue(AudioFormat.PCM_8K, ofMillis(19)));
    }

    @Property(tries = 300)
    void nothing_is_lost_or_doubled_however_it_is_offered(@ForAll long seed) {
        var random = new Random(seed);
        var any = new PlayoutQueue(AudioFormat.PCMU_8K, ofMillis(20L * (1 + random.nextInt(10))));
        var said = new byte[random.nextInt(5_000)];
        random.nextBytes(said);
        var heard = new ByteArrayOutputStream();
        int at = 0;
        while (at < said.length) {
            at += any.offer(3, said, at, Math.min(random.nextInt(600), said.length - at));
            assertThat(any.queued().plus(any.room())).isGreaterThanOrEqualTo(ofMillis(20));
            for (int polls = random.nextInt(3); polls > 0; polls--) {
                var frame = any.poll();
                if (frame != null) {
                    heard.writeBytes(frame.audio());
                }
            }
        }
        any.end(3);
        for (var frame = any.poll(); frame != null; frame = any.poll()) {
            heard.writeBytes(frame.audio());
        }
        assertThat(heard.size() % 160).isZero();
        assertThat(heard.size() - said.length).isBetween(0, 159);
        assertThat(Arrays.copyOf(heard.toByteArray(), said.length)).isEqualTo(said);
    }

    @Property(tries = 300)
    void frames_cut_and_joined_are_the_stream(@ForAll long seed) {
        var random = new Random(seed);
        var frames = new Frames(AudioFormat.PCM_8K);
        var in = new ByteArrayOutputStream();
        var out = new ByteArrayOutputStream();
        for (int piece = 0; piece < 20; piece++) {
            var bytes = new byte[random.nextInt(1_000)];
            random.nextBytes(bytes);
            in.writeBytes(bytes);
            for (var frame : frames.cut(bytes)) {
                assertThat(frame).hasSize(320);
                out.writeBytes(frame);
            }
        }
        assertThat(out.size() + frames.pendingBytes()).isEqualTo(in.size());
        frames.flush().ifPresent(out::writeBytes);
        assertThat(Arrays.copyOf(out.toByteArray(), in.size())).isEqualTo(in.toByteArray());
    }

    private List<PlayoutFrame> drain() {
        var frames = new ArrayList<PlayoutFrame>();
        for (var frame = queue.poll(); frame != null; frame = queue.poll()) {
            frames.add(frame);
        }
        return frames;
    }
}
