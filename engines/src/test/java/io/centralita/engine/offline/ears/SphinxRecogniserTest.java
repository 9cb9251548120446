package io.centralita.engine.offline.ears;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import io.centralita.engine.pipeline.SpeechRecogniser.Transcript;
import io.centralita.media.G711;
import io.centralita.media.Resampler;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SphinxRecogniserTest {
    private static final Locale SPANISH = Locale.of("es");
    private static final int TELEPHONE_HZ = 4_000;

    private static SphinxRecogniser ears;

    @BeforeAll
    static void load() throws RecognitionException {
        var names = List.of("Fibra Óptica", "Torre Norte");
        ears = new SphinxRecogniser(new Vocabulary(List.of(146, 147), names, List.of("wan")), 1);
    }

    @AfterAll
    static void close() {
        ears.close();
    }

    @Test
    void a_question_on_the_telephone_is_written_down() throws Exception {
        assumeTrue(EspeakVoice.isInstalled());
        var heard = hear(spoken("¿Cuántos clientes hay en router ciento cuarenta y seis?"));
        assertThat(heard.text()).isEqualTo("cuántos clientes hay en router 146");
        assertThat(heard.confidence()).isBetween(0.5, 1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "¿Cuántos clientes hay en router ciento cuarenta y seis?",
                "¿Qué routers están configurados?",
                "¿Cuál es el tráfico de la interfaz guan?",
                "¿Hay clientes con problemas?"
            })
    void a_question_between_digital_silence_is_understood(String question) throws Exception {
        assumeTrue(EspeakVoice.isInstalled());
        var voice = new EspeakVoice("es", 150);
        var speech = Resampler.convert(voice.say(question), EspeakVoice.RATE_HZ, 8_000);
        var padded = new short[speech.length + 8_000];
        System.arraycopy(speech, 0, padded, 4_000, speech.length);
        var heard = G711.decodeMuLaw(G711.encodeMuLaw(padded));
        assertThat(hear(Resampler.convert(heard, 8_000, 16_000)).understood()).isTrue();
    }

    @Test
    void other_speech_is_not_understood() throws Exception {
        assumeTrue(EspeakVoice.isInstalled());
        var heard = hear(spoken("Mañana viajamos a la playa con los niños"));
        assertThat(heard).isEqualTo(Transcript.NOT_UNDERSTOOD);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 409, 410, 411, 16_000})
    void silence_of_any_length_is_not_understood(int samples) throws Exception {
        assertThat(hear(new short[samples])).isEqualTo(Transcript.NOT_UNDERSTOOD);
    }

    @Test
    void noise_is_not_understood() throws Exception {
        var noise = new short[32_000];
        var random = new Random(4);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (random.nextGaussian() * 2_000);
        }
        assertThat(hear(noise)).isEqualTo(Transcript.NOT_UNDERSTOOD);
    }

    @Test
    void an_utterance_without_an_end_is_cut_off_not_kept() throws Exception {
        try (var recognition = ears.open(SPANISH, TELEPHONE_HZ)) {
            for (int second = 0; second < 2 * SphinxRecogniser.LONGEST_SECONDS; second++) {
                recognition.accept(new short[16_000], 0, 16_000);
            }
            assertThat(recognition.finish()).isEqualTo(Transcript.NOT_UNDERSTOOD);
        }
    }

    @Test
    void a_closed_recognition_hears_nothing_and_closes_again() throws Exception {
        var recognition = ears.open(SPANISH, TELEPHONE_HZ);
        recognition.close();
        recognition.accept(new short[160], 0, 160);
        assertThat(recognition.finish()).isEqualTo(Transcript.NOT_UNDERSTOOD);
        recognition.close();
    }

    @Test
    void models_are_shared_by_those_who_hear_the_same_names() throws Exception {
        var names = new Vocabulary(List.of(7), List.of("Faro"), List.of());
        var one = EarsModel.shared(names, List.of(SPANISH));
        assertThat(EarsModel.shared(names, List.of(SPANISH))).isSameAs(one);
        var others = new Vocabulary(List.of(8), List.of("Faro"), List.of());
        assertThat(EarsModel.shared(others, List.of(SPANISH))).isNotSameAs(one);
        var both = EarsModel.shared(others, List.of(SPANISH, Locale.ENGLISH));
        assertThat(both.of(Locale.ENGLISH)).isNotNull();
    }

    @Test
    void a_full_pool_refuses_and_a_closed_one_says_so() throws Exception {
        var model =
                EarsModel.load(new Vocabulary(List.of(), List.of(), List.of()), List.of(SPANISH));
        var pool = new DecodingPool(model, 0, 1);
        var waiting = pool.submit(new short[1], 1, SPANISH, TELEPHONE_HZ);
        assertThatThrownBy(() -> pool.submit(new short[1], 1, SPANISH, TELEPHONE_HZ))
                .isInstanceOf(RecognitionException.class);
        pool.close();
        assertThat(waiting.isCancelled()).isTrue();
        assertThatThrownBy(() -> pool.submit(new short[1], 1, SPANISH, TELEPHONE_HZ))
                .isInstanceOf(RecognitionException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void languages_other_than_its_own_are_refused() {
        assertThat(ears.speaks(SPANISH)).isTrue();
        assertThat(ears.speaks(Locale.of("en", "US"))).isTrue();
        assertThatThrownBy(() -> ears.open(Locale.of("fr"), TELEPHONE_HZ))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static short[] spoken(String sentence) throws Exception {
        var speech = new EspeakVoice("es", 150).say(sentence);
        return Line.TELEPHONE.carry(speech, EspeakVoice.RATE_HZ, Line.QUIET_DB, 1);
    }

    private static Transcript hear(short[] pcm) throws Exception {
        try (var recognition = ears.open(SPANISH, TELEPHONE_HZ)) {
            recognition.accept(pcm, 0, pcm.length);
            return recognition.finish();
        }
    }
}
