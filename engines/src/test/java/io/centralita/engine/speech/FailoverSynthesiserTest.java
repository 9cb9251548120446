package io.centralita.engine.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.call.VirtualTime;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.speech.SpeechFault.Blame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Several voices as one, in time that stands still.
@Timeout(60)
class FailoverSynthesiserTest {
    private static final SpeechSynthesiser.Voice SPANISH =
            new SpeechSynthesiser.Voice(Locale.of("es"), "marin", 1);
    private static final Duration COOL_DOWN = Duration.ofSeconds(30);
    private static final String TEXT =
            "El router tiene clientes, la interfaz WAN va bien; la otra no tiene tráfico.";

    private final VirtualTime time = new VirtualTime();
    private final SpeechRig.Watching watching = new SpeechRig.Watching();
    private final SpeechRig.Heard heard = new SpeechRig.Heard();
    private final Part first = new Part(24_000, (short) 1_000);
    private final Part second = new Part(16_000, (short) -1_000);
    private final FailoverSynthesiser both =
            new FailoverSynthesiser(
                    List.of(new SpeechPart<>("first", first), new SpeechPart<>("second", second)),
                    COOL_DOWN,
                    watching,
                    time);

    /// Says one level for 70 ms a character: a voice of the usual tempo.
    private static final class Part implements SpeechSynthesiser {
        private static final int MS_A_CHARACTER = 70;
        private final int rateHz;
        private final short level;
        private final List<String> texts = new ArrayList<>();
        private final List<String> voices = new ArrayList<>();
        private @Nullable Exception fails;
        private int afterMs;

        Part(int rateHz, short level) {
            this.rateHz = rateHz;
            this.level = level;
        }

        /// @param ms of audio before it does
        void failAfter(int ms, Exception how) {
            afterMs = ms;
            fails = how;
        }

        @Override
        public int sampleRateHz() {
            return rateHz;
        }

        @Override
        public boolean speaks(Locale language) {
            return language.getLanguage().equals("es");
        }

        @Override
        public void speak(String text, Voice voice, Sink sink)
                throws SynthesisException, InterruptedException {
            texts.add(text);
            voices.add(voice.name());
            int ms = fails == null ? text.length() * MS_A_CHARACTER : afterMs;
            var piece = new short[rateHz / 100];
            Arrays.fill(piece, level);
            for (int at = 0; at < ms; at += 10) {
                if (!sink.accept(piece, 0, piece.length)) {
                    break;
                }
            }
            switch (fails) {
                case null -> {}
                case SynthesisException e -> throw e;
                case InterruptedException e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new AssertionError(fails);
            }
        }

        static SynthesisException broken() {
            return new SynthesisException(
                    "broken",
                    SpeechFault.unreachable("host", Blame.SERVER, new IOException("gone")));
        }
    }

    private void say() throws Exception {
        both.speak(TEXT, SPANISH, heard);
    }

    private int heardMs() {
        return heard.length() / 24;
    }

    private static int lasts(String text) {
        return text.length() * Part.MS_A_CHARACTER;
    }

    @Test
    void the_first_serves_as_long_as_it_can() throws Exception {
        say();
        assertThat(both.sampleRateHz()).isEqualTo(24_000);
        assertThat(heardMs()).isEqualTo(lasts(TEXT));
        assertThat(second.texts).isEmpty();
        assertThat(first.voices).containsExactly("marin");
    }

    @Test
    void without_a_sample_the_next_says_all_of_it_in_its_own_voice_at_the_rate_of_the_first()
            throws Exception {
        first.failAfter(0, Part.broken());
        say();
        assertThat(second.texts).containsExactly(TEXT);
        assertThat(second.voices).containsExactly("");
        assertThat(heardMs()).isEqualTo(lasts(TEXT));
        assertThat(watching.changes).containsExactly("synthesiser first second");
    }

    @Test
    void after_a_break_the_next_goes_on_with_the_clause_that_was_cut() throws Exception {
        first.failAfter(2_700, Part.broken()); // in the second clause
        say();
        var rest = "la interfaz WAN va bien; la otra no tiene tráfico.";
        assertThat(second.texts).containsExactly(rest);
        assertThat(heardMs()).isEqualTo(2_700 + lasts(rest));
    }

    @Test
    void a_second_break_leaves_what_is_left_to_the_third() throws Exception {
        var third = new Part(24_000, (short) 500);
        var all =
                new FailoverSynthesiser(
                        List.of(
                                new SpeechPart<>("first", first),
                                new SpeechPart<>("second", second),
                                new SpeechPart<>("third", third)),
                        COOL_DOWN,
                        watching,
                        time);
        first.failAfter(2_700, Part.broken());
        second.failAfter(2_500, new IllegalStateException("bug"));

        all.speak(TEXT, SPANISH, heard);

        assertThat(third.texts).containsExactly("la otra no tiene tráfico.");
        assertThat(watching.failures)
                .containsExactly(
                        "synthesiser first unreachable", "synthesiser second broken:synthesiser");
    }

    @Test
    void nobody_left_is_a_failure() {
        first.failAfter(0, Part.broken());
        second.failAfter(100, Part.broken());
        assertThatThrownBy(this::say).isSameAs(second.fails);
    }

    @Test
    void a_caller_who_interrupts_is_not_spoken_to_by_the_next() throws Exception {
        first.failAfter(2_000, Part.broken());
        heard.wantOnly(10);
        say();
        assertThat(second.texts).isEmpty();
        assertThat(heardMs()).isEqualTo(100);
    }

    @Test
    void an_interruption_is_no_failure() throws Exception {
        first.failAfter(100, new InterruptedException());
        assertThatThrownBy(this::say).isInstanceOf(InterruptedException.class);
        assertThat(second.texts).isEmpty();
        assertThat(watching.failures).isEmpty();
        first.fails = null;
        say();
        assertThat(first.texts).hasSize(2);
    }

    @Test
    void a_part_that_failed_is_left_alone_for_a_while() throws Exception {
        first.failAfter(0, Part.broken());
        say();
        say();
        assertThat(first.texts).hasSize(1);
        first.fails = null;
        time.advance(COOL_DOWN);
        say();
        assertThat(first.texts).hasSize(2);
        assertThat(watching.changes)
                .containsExactly("synthesiser first second", "synthesiser second first");
    }

    @Test
    void a_language_that_nobody_speaks_is_a_failure() {
        var german = SpeechSynthesiser.Voice.of(Locale.GERMAN);
        assertThat(both.speaks(Locale.GERMAN)).isFalse();
        assertThatThrownBy(() -> both.speak(TEXT, german, heard))
                .isInstanceOf(SpeechSynthesiser.SynthesisException.class);
    }

    @Test
    void a_slow_voice_that_breaks_loses_nothing() throws Exception {
        // It speaks at half the usual tempo, and has said so at sentences before.
        for (int i = 0; i < 30; i++) {
            var half = new SpeechSynthesiser.Voice(Locale.of("es"), "", 2);
            both.speak(TEXT, half, (_, _, _) -> true);
        }
        second.texts.clear();
        first.failAfter(3_400, Part.broken()); // of 5.3 s; as slow as this it is 24 letters
        say();
        assertThat(second.texts).containsExactly(TEXT);
    }
}
