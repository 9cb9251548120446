package io.centralita.call;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.CallEvent.Cut;
import io.centralita.call.CallEvent.PlayoutBegan;
import io.centralita.call.CallEvent.PlayoutEnded;
import io.centralita.call.CallEvent.UtteranceOpened;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.call.watch.LiveAudio;
import io.centralita.media.AudioFormat;
import io.centralita.media.Codec;
import io.centralita.media.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlayoutTest {
    private final List<CallEvent> facts = new ArrayList<>();
    private final VirtualTime time = new VirtualTime();
    private final Playout playout = new Playout(AudioFormat.PCMU_8K, time, facts::add);

    @Test
    void audio_in_the_legs_own_format_leaves_as_the_very_same_bytes() {
        var frame = new byte[160];
        new Random(7).nextBytes(frame);
        playout.say(frame);
        assertThat(take(1).getFirst().audio()).isSameAs(frame);
    }

    @Test
    void an_utterance_is_reported_from_its_opening_to_its_last_heard_frame() {
        var id = playout.say(audio(40));
        var frames = take(2);
        playout.played(frames.get(0).sequence());
        assertThat(facts).containsExactly(new UtteranceOpened(id), new PlayoutBegan(id));
        playout.played(frames.get(1).sequence());
        assertThat(facts).endsWith(new PlayoutEnded(id, ofMillis(40)));
    }

    @Test
    void an_utterance_without_audio_ends_at_once() {
        var id = playout.begin(AudioFormat.PCM_24K);
        playout.end(id);
        assertThat(facts).containsExactly(new UtteranceOpened(id), new PlayoutEnded(id, ZERO));
    }

    @Test
    void what_is_heard_by_another_way_is_timed_and_not_counted_in_frames() {
        var id = playout.begin(AudioFormat.PCM_24K);
        playout.sounds(id);
        playout.sounds(id);
        var begun = time.nanoTime();
        assertThat(facts)
                .containsExactly(
                        new UtteranceOpened(id),
                        new PlayoutBegan(id),
                        new CallEvent.SoundBegan(id, begun));
        time.advance(ofMillis(1_300));
        assertThat(playout.next()).isNull();
        assertThat(playout.fill(audio(100))).isEqualTo(Playout.NOTHING);
        playout.end(id);
        assertThat(facts)
                .endsWith(
                        new CallEvent.SoundEnded(id, time.nanoTime()),
                        new PlayoutEnded(id, ofMillis(1_300)));
        assertThat(playout.fill(audio(100))).isNotEqualTo(Playout.NOTHING);
    }

    @Test
    void what_is_heard_by_another_way_is_stopped_at_what_was_heard() {
        var id = playout.begin(AudioFormat.PCM_24K);
        var unheard = playout.begin(AudioFormat.PCM_24K);
        playout.sounds(id);
        time.advance(ofMillis(700));
        assertThat(playout.stop().cuts())
                .containsExactly(new Cut(id, ofMillis(700)), new Cut(unheard, ZERO));
        facts.clear();
        playout.sounds(unheard);
        playout.end(id);
        assertThat(facts).isEmpty();
    }

    @Test
    void stopping_tells_what_was_heard_by_acknowledgement_not_what_was_sent() {
        var id = playout.say(audio(1_000));
        var frames = take(30);
        playout.played(frames.get(19).sequence());

        var stopped = playout.stop();

        assertThat(stopped.cuts()).containsExactly(new Cut(id, ofMillis(400)));
        assertThat(stopped.before()).isEqualTo(id + 1);
        assertThat(playout.next()).isNull();
    }

    @Test
    void acknowledgements_that_come_after_a_stop_count_for_nothing() {
        playout.say(audio(200));
        var old = take(10);
        playout.stop();
        facts.clear();
        var id = playout.say(audio(40));
        take(2);
        playout.played(old.getLast().sequence());
        assertThat(facts).doesNotContain(new PlayoutEnded(id, ofMillis(40)));
    }

    @Test
    void a_writer_of_a_stopped_utterance_is_told_to_stop() throws InterruptedException {
        var id = playout.begin(AudioFormat.PCMU_8K);
        assertThat(playout.write(id, audio(20))).isTrue();
        playout.stop();
        assertThat(playout.write(id, audio(20))).isFalse();
        assertThat(playout.offer(id, audio(20))).isFalse();
        assertThat(playout.next()).isNull();
    }

    @Test
    void a_hole_in_an_utterance_is_told_and_counted() {
        var id = playout.begin(AudioFormat.PCMU_8K);
        playout.offer(id, audio(20));
        take(1);
        assertThat(playout.next()).isNull();
        time.advance(ofMillis(100));
        playout.offer(id, audio(20));
        take(1);
        assertThat(facts).endsWith(new PlayoutBegan(id));
        assertThat(playout.frames().late()).isEqualTo(5);
    }

    @Test
    void what_was_taken_ahead_of_the_ear_is_still_to_be_heard() {
        var ahead = new Playout(AudioFormat.PCMU_8K, true, time, facts::add, () -> {}, nobody());
        var id = ahead.begin(AudioFormat.PCMU_8K);
        ahead.offer(id, audio(40));
        ahead.next();
        var last = ahead.next();
        assertThat(ahead.next()).isNull();
        time.advance(ofMillis(40));
        ahead.offer(id, audio(20));
        ahead.next();
        assertThat(ahead.frames().late()).isZero();

        ahead.played(last == null ? 0 : last.sequence() + 1);
        assertThat(ahead.next()).isNull();
        time.advance(ofMillis(40));
        ahead.offer(id, audio(20));
        ahead.next();
        assertThat(ahead.frames().late()).isEqualTo(2);
    }

    @Test
    void a_model_that_cannot_wait_loses_what_is_beyond_the_capacity_and_it_is_counted() {
        var id = playout.begin(AudioFormat.PCMU_8K);
        assertThat(playout.offer(id, audio(120_000))).isTrue();
        assertThat(playout.offer(id, audio(60))).isFalse();
        assertThat(playout.frames().dropped()).isEqualTo(3);
    }

    @Test
    void a_synthesiser_that_is_far_ahead_waits_until_the_leg_took_some() throws Exception {
        var id = playout.begin(AudioFormat.PCMU_8K);
        var written = new CountDownLatch(1);
        var writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        playout.write(id, audio(5_500));
                                        written.countDown();
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        while (writer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(written.getCount()).isEqualTo(1);
        take(25);
        assertThat(writer.join(ofSeconds(10))).isTrue();
        assertThat(written.getCount()).isZero();
    }

    @Test
    void closing_lets_waiting_writers_go_and_refuses_new_ones() throws Exception {
        var id = playout.begin(AudioFormat.PCMU_8K);
        var writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        playout.write(id, audio(9_000));
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        while (writer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        playout.close();
        assertThat(writer.join(ofSeconds(10))).isTrue();
        assertThat(playout.write(playout.begin(AudioFormat.PCMU_8K), audio(20))).isFalse();
    }

    @Test
    void what_an_engine_writes_in_its_own_rate_is_heard_at_the_legs() {
        var id = playout.begin(AudioFormat.pcm(22_050));
        playout.offer(id, new byte[22_050 * 2]);
        playout.end(id);
        assertThat(take(1_000)).hasSizeBetween(50, 52);
    }

    @Property(tries = 200)
    void every_frame_is_taken_once_in_order_and_heard_as_far_as_acknowledged(
            @ForAll @IntRange(max = 1_000_000) int seed) {
        var random = new Random(seed);
        var told = new ArrayList<CallEvent>();
        var each = new Playout(AudioFormat.PCMU_8K, time, told::add);
        long expected = 0;
        long last = 0;
        long acknowledged = 0;
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    var frames = random.nextInt(1, 30);
                    each.say(audio(frames * 20));
                    expected += frames;
                }
                case 1, 2 -> {
                    var next = each.next();
                    if (next != null) {
                        assertThat(next.sequence()).isEqualTo(last + 1);
                        last = next.sequence();
                    }
                }
                default -> {
                    acknowledged += random.nextLong(last - acknowledged + 1);
                    each.played(acknowledged);
                }
            }
        }
        for (var next = each.next(); next != null; next = each.next()) {
            last = next.sequence();
        }
        each.played(last);
        assertThat(last).isEqualTo(expected).isEqualTo(each.frames().out());
        var heard =
                told.stream()
                        .filter(PlayoutEnded.class::isInstance)
                        .map(e -> ((PlayoutEnded) e).heard())
                        .reduce(ZERO, Duration::plus);
        assertThat(heard).isEqualTo(AudioFormat.FRAME.multipliedBy(expected));
    }

    private List<OutgoingFrame> take(int frames) {
        var taken = new ArrayList<OutgoingFrame>();
        for (int i = 0; i < frames; i++) {
            var next = playout.next();
            if (next == null) {
                break;
            }
            taken.add(next);
        }
        return taken;
    }

    private static byte[] audio(int ms) {
        return Silence.bytes(Codec.PCMU, 8 * ms);
    }

    @Test
    void the_leg_is_told_once_when_an_utterance_begins_after_silence() {
        var told = new ArrayList<String>();
        var quick =
                new Playout(
                        AudioFormat.PCMU_8K,
                        false,
                        time,
                        facts::add,
                        () -> told.add("speech"),
                        nobody());
        var id = quick.begin(AudioFormat.PCMU_8K);
        assertThat(told).isEmpty();

        quick.offer(id, new byte[3 * 160]);
        quick.offer(id, new byte[160]);
        quick.say(new byte[160]);

        assertThat(told).containsExactly("speech");
    }

    @Test
    void a_sentence_of_ours_follows_what_sounds_and_not_the_silence_behind_it() {
        var id = playout.begin(AudioFormat.PCMU_8K);
        playout.offer(id, new byte[2 * 160]);
        playout.offer(id, audio(100));
        var ours = playout.say(new byte[160]);

        assertThat(take(10))
                .extracting(OutgoingFrame::utterance)
                .containsExactly(id, id, ours, id, id, id, id, id);
    }

    @Test
    void a_filler_goes_before_silence_and_not_at_all_where_speech_is_near() {
        var id = playout.begin(AudioFormat.PCMU_8K);
        playout.offer(id, audio(400));
        playout.offer(id, new byte[160]);
        var ours = playout.fill(new byte[160]);
        assertThat(ours).isGreaterThan(id);
        assertThat(take(2)).extracting(OutgoingFrame::utterance).containsExactly(ours, id);

        assertThat(playout.fill(new byte[160])).isEqualTo(Playout.NOTHING);
        time.advance(ofMillis(20));
        assertThat(playout.fill(new byte[160])).isNotEqualTo(Playout.NOTHING);
        playout.stop();
        playout.offer(playout.begin(AudioFormat.PCMU_8K), new byte[160]);
        assertThat(playout.fill(new byte[160])).isEqualTo(Playout.NOTHING);
    }

    @Test
    void after_the_end_nobody_says_anything() {
        playout.close();
        assertThat(playout.say(new byte[160])).isEqualTo(Playout.NOTHING);
        assertThat(playout.fill(new byte[160])).isEqualTo(Playout.NOTHING);
        assertThat(playout.next()).isNull();
    }

    private LiveAudio nobody() {
        return LiveAudio.of(AudioFormat.PCMU_8K, time);
    }
}
