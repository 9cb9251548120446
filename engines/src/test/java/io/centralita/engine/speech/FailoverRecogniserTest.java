package io.centralita.engine.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.call.VirtualTime;
import io.centralita.engine.pipeline.SpeechRecogniser;
import io.centralita.engine.speech.SpeechFault.Blame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Several recognisers as one, in time that stands still.
@Timeout(60)
class FailoverRecogniserTest {
    private static final Locale SPANISH = Locale.of("es");
    private static final Duration COOL_DOWN = Duration.ofSeconds(30);

    private final VirtualTime time = new VirtualTime();
    private final SpeechRig.Watching watching = new SpeechRig.Watching();
    private final Part first = new Part("uno", 16_000);
    private final Part second = new Part("dos", 8_000);
    private final FailoverRecogniser both =
            new FailoverRecogniser(
                    List.of(new SpeechPart<>("first", first), new SpeechPart<>("second", second)),
                    COOL_DOWN,
                    watching,
                    time);

    private static final class Part implements SpeechRecogniser {
        private final String text;
        private final int rateHz;
        private final List<Integer> lengths = new ArrayList<>();
        private @Nullable Exception fails;
        private boolean spanish = true;
        private @Nullable CountDownLatch hangs;
        private int open;

        Part(String text, int rateHz) {
            this.text = text;
            this.rateHz = rateHz;
        }

        @Override
        public int sampleRateHz() {
            return rateHz;
        }

        @Override
        public boolean speaks(Locale language) {
            return spanish;
        }

        @Override
        public Recognition open(Locale language, int bandwidthHz) {
            open++;
            return new Recognition() {
                private int length;
                private boolean closed;

                @Override
                public void accept(short[] pcm, int offset, int count) {
                    length += count;
                }

                @Override
                public Transcript finish() throws RecognitionException, InterruptedException {
                    var latch = hangs;
                    if (latch != null) {
                        latch.countDown();
                        new CountDownLatch(1).await();
                    }
                    lengths.add(length);
                    switch (fails) {
                        case null -> {}
                        case RecognitionException e -> throw e;
                        case RuntimeException e -> throw e;
                        default -> throw new AssertionError(fails);
                    }
                    return text.isEmpty() ? Transcript.NOT_UNDERSTOOD : new Transcript(text, 1);
                }

                @Override
                public synchronized void close() {
                    if (!closed) {
                        closed = true;
                        open--;
                    }
                }
            };
        }

        static SpeechRecogniser.RecognitionException broken() {
            return new SpeechRecogniser.RecognitionException(
                    "broken",
                    SpeechFault.unreachable("host", Blame.SERVER, new IOException("gone")));
        }
    }

    private String hear() throws Exception {
        return HttpRecogniserTest.hear(both, SpeechRig.speech(1_000)).text();
    }

    @Test
    void the_first_serves_as_long_as_it_can() throws Exception {
        assertThat(hear()).isEqualTo("uno");
        assertThat(first.lengths).containsExactly(16_000);
        assertThat(second.lengths).isEmpty();
        assertThat(watching.changes).isEmpty();
    }

    @Test
    void a_turn_that_the_first_fails_at_is_given_whole_to_the_next_at_its_own_rate()
            throws Exception {
        first.fails = Part.broken();

        assertThat(hear()).isEqualTo("dos");

        assertThat(second.lengths).containsExactly(8_000);
        assertThat(watching.changes).containsExactly("recogniser first second");
        assertThat(watching.failures).containsExactly("recogniser first unreachable");
        assertThat(first.open + second.open).isZero();
    }

    @Test
    void a_part_with_a_bug_is_passed_over_too() throws Exception {
        first.fails = new IllegalStateException("bug");
        assertThat(hear()).isEqualTo("dos");
        assertThat(watching.failures).containsExactly("recogniser first broken:recogniser");
    }

    @Test
    void not_to_understand_is_an_answer() throws Exception {
        var deaf = new Part("", 16_000);
        var parts =
                new FailoverRecogniser(
                        List.of(new SpeechPart<>("deaf", deaf), new SpeechPart<>("next", second)),
                        COOL_DOWN,
                        watching,
                        time);
        assertThat(HttpRecogniserTest.hear(parts, SpeechRig.speech(500)).understood()).isFalse();
        assertThat(second.lengths).isEmpty();
    }

    @Test
    void a_part_that_failed_is_left_alone_and_then_tried_by_one() throws Exception {
        first.fails = Part.broken();
        hear();
        hear();
        assertThat(first.lengths).hasSize(1);

        first.fails = null;
        time.advance(COOL_DOWN);

        assertThat(hear()).isEqualTo("uno");
        assertThat(hear()).isEqualTo("uno");
        assertThat(watching.changes)
                .containsExactly("recogniser first second", "recogniser second first");
    }

    @Test
    void a_request_that_was_refused_keeps_nobody_away() throws Exception {
        first.fails =
                new SpeechRecogniser.RecognitionException(
                        "refused", SpeechFault.refused("host", Blame.REQUEST, 400, "bad"));
        assertThat(hear()).isEqualTo("dos");
        first.fails = null;
        assertThat(hear()).isEqualTo("uno");
    }

    @Test
    void the_last_one_is_always_tried_and_its_failure_told() {
        first.fails = Part.broken();
        second.fails = Part.broken();
        assertThatThrownBy(this::hear).isSameAs(second.fails);
        assertThatThrownBy(this::hear).isSameAs(second.fails);
        assertThat(second.lengths).hasSize(2);
        assertThat(first.lengths).hasSize(1);
    }

    @Test
    void a_part_that_does_not_speak_the_language_is_not_asked() throws Exception {
        first.spanish = false;
        assertThat(both.speaks(SPANISH)).isTrue();
        assertThat(hear()).isEqualTo("dos");
        assertThat(watching.failures).isEmpty();
        second.spanish = false;
        assertThat(both.speaks(SPANISH)).isFalse();
        assertThatThrownBy(this::hear).isInstanceOf(SpeechRecogniser.RecognitionException.class);
    }

    @Test
    void who_leaves_while_a_part_is_tried_again_leaves_the_try_to_the_next() throws Exception {
        first.fails = Part.broken();
        hear();
        first.fails = null;
        time.advance(COOL_DOWN);
        var asked = new CountDownLatch(1);
        first.hangs = asked;
        var impatient =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        hear();
                                    } catch (Exception _) {
                                        // interrupted, as it should be
                                    }
                                });
        asked.await();
        assertThat(hear()).isEqualTo("dos"); // one try at a time

        impatient.interrupt();
        impatient.join();
        first.hangs = null;

        assertThat(hear()).isEqualTo("uno");
    }

    @Test
    void a_turn_that_is_given_up_asks_nobody() throws Exception {
        var recognition = both.open(SPANISH, 4_000);
        recognition.accept(new short[1_600], 0, 1_600);
        recognition.close();
        assertThat(recognition.finish().understood()).isFalse();
        assertThat(first.lengths).isEmpty();
        assertThat(second.lengths).isEmpty();
    }
}
