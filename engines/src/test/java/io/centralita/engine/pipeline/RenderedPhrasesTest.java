package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Levels;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RenderedPhrasesTest {
    private static final Locale SPANISH = Locale.of("es");

    @Test
    void a_sentence_is_found_in_every_format_it_was_rendered_for() throws Exception {
        var phrases =
                RenderedPhrases.render(
                        new Buzzer(),
                        Map.of(SPANISH, List.of("uno", "uno dos")),
                        Set.of(AudioFormat.PCMU_8K, AudioFormat.PCM_16K));

        assertThat(phrases.size()).isEqualTo(4);
        var line = phrases.find("uno dos", SPANISH, AudioFormat.PCMU_8K).orElseThrow();
        assertThat(AudioFormat.PCMU_8K.duration(line.length))
                .isBetween(Duration.ofMillis(690), Duration.ofMillis(710));
        assertThat(Levels.rmsDbfs(G711.decodeMuLaw(line))).isBetween(-20.0, -5.0);
    }

    @Test
    void what_was_not_rendered_is_not_found() throws Exception {
        var phrases =
                RenderedPhrases.render(
                        new Buzzer(),
                        Map.of(SPANISH, List.of("uno"), Locale.FRENCH, List.of("un")),
                        Set.of(AudioFormat.PCMU_8K));

        assertThat(phrases.find("dos", SPANISH, AudioFormat.PCMU_8K)).isEmpty();
        assertThat(phrases.find("uno", SPANISH, AudioFormat.PCM_16K)).isEmpty();
        assertThat(phrases.find("un", Locale.FRENCH, AudioFormat.PCMU_8K)).isEmpty();
        assertThat(RenderedPhrases.none().find("uno", SPANISH, AudioFormat.PCMU_8K)).isEmpty();
    }

    @Test
    void regions_of_a_language_share_its_sentences() throws Exception {
        var phrases =
                RenderedPhrases.render(
                        new Buzzer(), Map.of(SPANISH, List.of("uno")), Set.of(AudioFormat.PCMU_8K));

        assertThat(phrases.find("uno", Locale.of("es", "MX"), AudioFormat.PCMU_8K)).isPresent();
    }

    @Test
    void nobody_can_change_what_others_will_hear() throws Exception {
        var phrases =
                RenderedPhrases.render(
                        new Buzzer(), Map.of(SPANISH, List.of("uno")), Set.of(AudioFormat.PCMU_8K));
        var first = phrases.find("uno", SPANISH, AudioFormat.PCMU_8K).orElseThrow();
        Arrays.fill(first, (byte) 0);

        assertThat(phrases.find("uno", SPANISH, AudioFormat.PCMU_8K).orElseThrow())
                .isNotEqualTo(first);
    }

    @Test
    void a_sentence_that_cannot_be_spoken_or_heard_costs_no_other_one() throws Exception {
        var phrases = render("uno", "broken", "silence", "dos", "");

        assertThat(phrases.size()).isEqualTo(2);
        assertThat(phrases.find("uno", SPANISH, AudioFormat.PCMU_8K)).isPresent();
        assertThat(phrases.find("dos", SPANISH, AudioFormat.PCMU_8K)).isPresent();
        assertThat(phrases.find("silence", SPANISH, AudioFormat.PCMU_8K)).isEmpty();
    }

    @Test
    void a_voice_that_fails_again_and_again_is_left_alone() throws Exception {
        var buzzer = new Buzzer();
        var many = Collections.nCopies(60, "broken");
        var phrases =
                RenderedPhrases.render(buzzer, Map.of(SPANISH, many), Set.of(AudioFormat.PCMU_8K));

        assertThat(phrases.size()).isZero();
        assertThat(buzzer.asked).isEqualTo(RenderedPhrases.MOST_FAILURES);
    }

    private static RenderedPhrases render(String... texts) throws InterruptedException {
        return RenderedPhrases.render(
                new Buzzer(), Map.of(SPANISH, List.of(texts)), Set.of(AudioFormat.PCMU_8K));
    }

    /// 100 ms of a buzz for every letter.
    private static final class Buzzer implements SpeechSynthesiser {
        private int asked;

        @Override
        public int sampleRateHz() {
            return 16_000;
        }

        @Override
        public boolean speaks(Locale language) {
            return language.equals(SPANISH);
        }

        @Override
        public void speak(String text, Voice voice, Sink sink)
                throws SynthesisException, InterruptedException {
            asked++;
            if (text.equals("broken")) {
                throw new SynthesisException("no voice");
            }
            var letter = new short[1_600];
            for (var i = 0; i < letter.length && !text.equals("silence"); i++) {
                letter[i] = (short) (8_000 * Math.sin(2 * Math.PI * 300 * i / 16_000));
            }
            for (var i = 0; i < text.length(); i++) {
                sink.accept(letter, 0, letter.length);
            }
        }
    }
}
