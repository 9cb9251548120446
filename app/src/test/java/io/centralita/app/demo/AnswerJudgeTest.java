package io.centralita.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.G711;
import io.centralita.media.Recording;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerJudgeTest {
    private static final Locale SPANISH = Locale.of("es");
    private static final String GREETING = "Hola, soy el asistente de la red.";
    private static final String ANSWER =
            "En el router FIBRA OPTICA hay 221 clientes activos. Todos funcionan bien.";
    private static final String WRONG =
            "En el router FIBRA OPTICA hay 224 clientes activos. Todos funcionan bien.";

    private EspeakSynthesiser synthesiser;
    private AnswerJudge judge;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        synthesiser = EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
        judge = new AnswerJudge(synthesiser, Voice.of(SPANISH));
    }

    @AfterEach
    void close() {
        if (synthesiser != null) {
            synthesiser.close();
        }
    }

    @Test
    void an_answer_that_was_spoken_is_heard() throws Exception {
        var verdict = judge.judge(line(GREETING, ANSWER), List.of(ANSWER), Duration.ZERO);

        assertThat(verdict.heard()).as("%s", verdict).isTrue();
        assertThat(verdict.start()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void a_pause_between_two_sentences_does_not_matter() throws Exception {
        var parts = ANSWER.split("(?<=[.]) ");

        var verdict = judge.judge(line(parts), List.of(ANSWER), Duration.ZERO);

        assertThat(verdict.heard()).as("%s", verdict).isTrue();
    }

    @Test
    void another_number_is_not_the_answer() throws Exception {
        var verdict = judge.judge(line(GREETING, WRONG), List.of(ANSWER), Duration.ZERO);

        assertThat(verdict.heard()).as("%s", verdict).isFalse();
    }

    @Test
    void an_answer_broken_off_is_not_heard() throws Exception {
        var whole = line(ANSWER).samples();
        var half = new Recording(8_000, Arrays.copyOf(whole, whole.length / 2));

        assertThat(judge.judge(half, List.of(ANSWER), Duration.ZERO).heard()).isFalse();
    }

    @Test
    void silence_is_no_answer() throws Exception {
        var silence = new Recording(8_000, new short[80_000]);

        assertThat(judge.judge(silence, List.of(ANSWER), Duration.ZERO).heard()).isFalse();
    }

    @Test
    void what_was_said_before_the_question_does_not_count() throws Exception {
        var recording = line(ANSWER, GREETING, GREETING, GREETING);

        assertThat(judge.judge(recording, List.of(ANSWER), Duration.ofSeconds(2)).heard())
                .isFalse();
    }

    @Test
    void one_of_several_possible_answers_is_enough() throws Exception {
        var verdict = judge.judge(line(WRONG), List.of(ANSWER, WRONG), Duration.ZERO);

        assertThat(verdict.heard()).as("%s", verdict).isTrue();
    }

    /// espeak-ng speaks this one in two ways, 42 ms apart, depending on what it spoke before.
    @ParameterizedTest
    @ValueSource(strings = {"Hola.", "¿Puedes repetírmelo?", "Perdona, se me cortó un momento."})
    void any_take_of_a_sentence_is_that_sentence(String before) throws Exception {
        var sentence = "Disculpa, tuve un pequeño problema técnico.";
        var recording = line(before, sentence);

        for (int take = 0; take < 3; take++) {
            var verdict = judge.judge(recording, List.of(sentence), Duration.ZERO);

            assertThat(verdict.heard()).as("take %s: %s", take, verdict).isTrue();
        }
    }

    /// Sentences over the telephone, half a second between them.
    private Recording line(String... sentences) throws Exception {
        var all = new short[0];
        for (var sentence : sentences) {
            var spoken = Speech.of(synthesiser, sentence, Voice.of(SPANISH)).at(8_000).samples();
            var next = G711.decodeMuLaw(G711.encodeMuLaw(spoken));
            var from = all.length + 4_000;
            all = Arrays.copyOf(all, from + next.length);
            System.arraycopy(next, 0, all, from, next.length);
        }
        return new Recording(8_000, all);
    }
}
