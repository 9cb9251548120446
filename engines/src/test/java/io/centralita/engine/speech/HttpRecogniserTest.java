package io.centralita.engine.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.UsageKind;
import io.centralita.call.scope.Time;
import io.centralita.engine.pipeline.SpeechRecogniser;
import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import io.centralita.engine.pipeline.SpeechRecogniser.Transcript;
import io.centralita.fake.speech.Endpoint;
import io.centralita.fake.speech.SpeechSettings;
import io.centralita.fake.speech.Trouble;
import io.centralita.media.Recording;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Recognition over a real socket, on good days and bad ones.
@Timeout(60)
class HttpRecogniserTest {
    private static final SpeechSettings WELL =
            SpeechSettings.DEFAULT.withTexts("¿Cuántos clientes hay?");
    private static final Patience BRIEF = Patience.forText(Duration.ofMillis(400));

    @Test
    void a_turn_is_uploaded_sample_by_sample_and_comes_back_as_text() throws Exception {
        var turn = SpeechRig.speech(1_400);
        try (var rig = new SpeechRig(WELL);
                var recogniser = rig.recogniser()) {
            var transcript = hear(recogniser, turn);
            assertThat(transcript.text()).isEqualTo("¿Cuántos clientes hay?");
            assertThat(transcript.confidence()).isEqualTo(1);

            var asked = rig.server.exchange(Endpoint.TRANSCRIPTIONS, 1);
            assertThat(asked.audio().sampleRateHz()).isEqualTo(16_000);
            assertThat(asked.audio().samples()).isEqualTo(turn);
            assertThat(asked.fields())
                    .containsEntry("language", "es")
                    .containsEntry("model", "gpt-4o-mini-transcribe")
                    .doesNotContainKey("prompt");
            assertThat(transcript.used())
                    .singleElement()
                    .satisfies(used -> assertThat(used.of(UsageKind.INPUT_AUDIO)).isEqualTo(14));
        }
    }

    @Test
    void the_vocabulary_goes_along_as_a_prompt() throws Exception {
        var options =
                RecogniserOptions.of("gpt-4o-mini-transcribe", List.of("FIBRA OPTICA", "WAN"));
        try (var rig = new SpeechRig(WELL);
                var recogniser = rig.recogniser(options, SpeechRig.PATIENT)) {
            hear(recogniser, SpeechRig.speech(500));

            assertThat(rig.server.exchange(Endpoint.TRANSCRIPTIONS, 1).fields())
                    .containsEntry("prompt", "FIBRA OPTICA, WAN.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "VERBOSE_JSON", "TEXT"})
    void each_format_of_the_answer_is_read(RecogniserOptions.Format format) throws Exception {
        var options = new RecogniserOptions("whisper-1", format, List.of());
        try (var rig = new SpeechRig(WELL);
                var recogniser = rig.recogniser(options, SpeechRig.PATIENT)) {
            assertThat(hear(recogniser, SpeechRig.speech(500)).text())
                    .isEqualTo("¿Cuántos clientes hay?");
        }
    }

    @Test
    void what_is_shorter_than_servers_take_is_made_longer_with_silence() throws Exception {
        try (var rig = new SpeechRig(WELL);
                var recogniser = rig.recogniser()) {
            assertThat(hear(recogniser, SpeechRig.speech(80)).understood()).isTrue();

            var samples = rig.server.exchange(Endpoint.TRANSCRIPTIONS, 1).audio().samples();
            assertThat(samples).startsWith(SpeechRig.speech(80)).hasSize(17_600);
        }
    }

    @Test
    void silence_is_sent_to_nobody() throws Exception {
        try (var rig = new SpeechRig(WELL);
                var recogniser = rig.recogniser()) {
            assertThat(hear(recogniser, new short[32_000])).isEqualTo(Transcript.NOT_UNDERSTOOD);
            assertThat(hear(recogniser, new short[0])).isEqualTo(Transcript.NOT_UNDERSTOOD);
            assertThat(rig.server.exchanges()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "Subtítulos realizados por la comunidad de Amara.org",
                "¡Gracias por ver el video!",
                "[Música]",
                "FIBRA OPTICA, WAN."
            })
    void what_recognisers_write_of_silence_is_not_understood(String text) throws Exception {
        var options =
                RecogniserOptions.of("gpt-4o-mini-transcribe", List.of("FIBRA OPTICA", "WAN"));
        try (var rig = new SpeechRig(SpeechSettings.DEFAULT.withTexts(text));
                var recogniser = rig.recogniser(options, SpeechRig.PATIENT)) {
            var transcript = hear(recogniser, SpeechRig.speech(500));
            assertThat(transcript.understood()).isFalse();
            assertThat(transcript.used()).hasSize(1); // it is paid for all the same
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gracias.", "WAN", "Sí", "Gracias por ver si hay línea"})
    void what_callers_say_is_understood(String text) throws Exception {
        var options = RecogniserOptions.of("gpt-4o-mini-transcribe", List.of("WAN", "LAN"));
        try (var rig = new SpeechRig(SpeechSettings.DEFAULT.withTexts(text));
                var recogniser = rig.recogniser(options, SpeechRig.PATIENT)) {
            assertThat(hear(recogniser, SpeechRig.speech(500)).text()).isEqualTo(text);
        }
    }

    static Stream<Trouble> passing() {
        return Stream.of(
                new Trouble.Reset(),
                new Trouble.Answer(500),
                new Trouble.Answer(503),
                new Trouble.BreakOff(5, false),
                new Trouble.BreakOff(5, true));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void trouble_that_passes_costs_a_second_try_and_no_more(Trouble trouble) throws Exception {
        try (var rig = new SpeechRig(WELL.with(Endpoint.TRANSCRIPTIONS, 1, trouble));
                var recogniser = rig.recogniser()) {
            assertThat(hear(recogniser, SpeechRig.speech(500)).understood()).isTrue();
            assertThat(rig.server.exchanges()).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("passing")
    void trouble_that_stays_is_told_after_the_second_try(Trouble trouble) {
        try (var rig = new SpeechRig(WELL.withEvery(Endpoint.TRANSCRIPTIONS, trouble));
                var recogniser = rig.recogniser()) {
            assertThat(fault(recogniser).failure()).isInstanceOf(EngineFailure.Unreachable.class);
            assertThat(rig.server.exchanges()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, bad_thing, rejected:http-400:bad_thing",
        "401, invalid_api_key, rejected:http-401:invalid_api_key",
        "403, , rejected:http-403",
        "404, model_not_found, rejected:http-404:model_not_found",
        "429, rate_limit_exceeded, rate-limited",
        "429, insufficient_quota, rejected:http-429:insufficient_quota"
    })
    void a_refusal_is_told_at_once(int status, String code, String word) {
        var trouble = new Trouble.Answer(status, code == null ? "" : code, Duration.ofSeconds(7));
        try (var rig = new SpeechRig(WELL.withEvery(Endpoint.TRANSCRIPTIONS, trouble));
                var recogniser = rig.recogniser()) {
            var failure = fault(recogniser).failure();
            assertThat(failure.word()).isEqualTo(word);
            if (failure instanceof EngineFailure.RateLimited(var after)) {
                assertThat(after).isEqualTo(Duration.ofSeconds(7));
            }
            assertThat(rig.server.exchanges()).hasSize(1);
        }
    }

    static Stream<Trouble> nonsense() {
        var noText = "{\"texto\":1}".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Trouble.Other.page(),
                new Trouble.Half(),
                new Trouble.Empty(),
                new Trouble.Other("application/json", noText),
                new Trouble.Other("application/json", new byte[300_000]));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void an_answer_that_is_none_is_a_failure(Trouble trouble) {
        try (var rig = new SpeechRig(WELL.withEvery(Endpoint.TRANSCRIPTIONS, trouble));
                var recogniser = rig.recogniser()) {
            assertThat(fault(recogniser).failure())
                    .isEqualTo(new EngineFailure.Rejected("unusable-answer"));
        }
    }

    static Stream<Trouble> slow() {
        return Stream.of(
                new Trouble.NeverAnswer(),
                new Trouble.Stall(5),
                new Trouble.Drip(1, Duration.ofMillis(100)));
    }

    @ParameterizedTest
    @MethodSource("slow")
    void an_answer_that_does_not_come_in_time_is_given_up(Trouble trouble) {
        var options = RecogniserOptions.of("gpt-4o-mini-transcribe", List.of());
        try (var rig = new SpeechRig(WELL.withEvery(Endpoint.TRANSCRIPTIONS, trouble));
                var recogniser = rig.recogniser(options, BRIEF)) {
            assertThat(fault(recogniser)).hasMessageContaining("in time");
            var asked = rig.server.exchange(Endpoint.TRANSCRIPTIONS, 1);
            SpeechRig.await(asked::isAbandoned);
            assertThat(rig.server.exchanges()).hasSize(1);
        }
    }

    @Test
    void a_server_that_is_not_there_is_told_at_once() {
        try (var recogniser =
                new HttpRecogniser(
                        SpeechRig.place(SpeechRig.nobody(), SpeechRig.PATIENT),
                        RecogniserOptions.of("whisper-1", List.of()),
                        Time.SYSTEM)) {
            assertThat(fault(recogniser).failure()).isInstanceOf(EngineFailure.Unreachable.class);
        }
    }

    @Test
    void a_turn_that_goes_on_after_all_ends_the_exchange() throws Exception {
        var never = WELL.withEvery(Endpoint.TRANSCRIPTIONS, new Trouble.NeverAnswer());
        try (var rig = new SpeechRig(never);
                var recogniser = rig.recogniser()) {
            var recognition = recogniser.open(Locale.of("es"), 4_000);
            var turn = SpeechRig.speech(500);
            recognition.accept(turn, 0, turn.length);
            var result = new AtomicReference<Transcript>();
            var waiting = Thread.ofVirtual().start(() -> result.set(finish(recognition)));
            SpeechRig.await(() -> !rig.server.exchanges().isEmpty());

            recognition.close();

            waiting.join();
            assertThat(result.get()).isEqualTo(Transcript.NOT_UNDERSTOOD);
            SpeechRig.await(rig.server.exchange(Endpoint.TRANSCRIPTIONS, 1)::isAbandoned);
        }
    }

    @Test
    void an_interruption_ends_the_exchange() throws Exception {
        var never = WELL.withEvery(Endpoint.TRANSCRIPTIONS, new Trouble.NeverAnswer());
        try (var rig = new SpeechRig(never);
                var recogniser = rig.recogniser()) {
            var end = new AtomicReference<Throwable>();
            var waiting =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            hear(recogniser, SpeechRig.speech(500));
                                        } catch (Exception e) {
                                            end.set(e);
                                        }
                                    });
            SpeechRig.await(() -> !rig.server.exchanges().isEmpty());

            waiting.interrupt();

            waiting.join();
            assertThat(end.get()).isInstanceOf(InterruptedException.class);
            SpeechRig.await(rig.server.exchange(Endpoint.TRANSCRIPTIONS, 1)::isAbandoned);
        }
    }

    @Test
    void many_turns_at_a_time_get_their_own_texts() throws Exception {
        // The text of a turn is its length, which tells it from the others.
        var settings =
                SpeechSettings.DEFAULT.withTranscriber(
                        (_, audio) -> "turno de " + milliseconds(audio));
        try (var rig = new SpeechRig(settings);
                var recogniser = rig.recogniser()) {
            var texts = new String[20];
            var threads = new Thread[texts.length];
            for (int i = 0; i < texts.length; i++) {
                int number = i;
                threads[i] =
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            var turn = SpeechRig.speech(1_200 + 20 * number);
                                            var open = recogniser.open(Locale.of("es"), 4_000);
                                            open.accept(turn, 0, turn.length);
                                            texts[number] = finish(open).text();
                                        });
            }
            for (var thread : threads) {
                thread.join();
            }
            for (int i = 0; i < texts.length; i++) {
                assertThat(texts[i]).isEqualTo("turno de " + (1_200 + 20 * i));
            }
        }
    }

    private static long milliseconds(Recording audio) {
        return audio.duration().toMillis();
    }

    private static Transcript finish(SpeechRecogniser.Recognition recognition) {
        try {
            return recognition.finish();
        } catch (RecognitionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Transcript hear(SpeechRecogniser recogniser, short[] turn)
            throws RecognitionException, InterruptedException {
        try (var recognition = recogniser.open(Locale.of("es"), 4_000)) {
            for (int from = 0; from < turn.length; from += 320) {
                var frame = Arrays.copyOfRange(turn, from, Math.min(from + 320, turn.length));
                recognition.accept(frame, 0, frame.length);
            }
            return recognition.finish();
        }
    }

    private static SpeechFault fault(SpeechRecogniser recogniser) {
        var thrown = new AtomicReference<SpeechFault>();
        assertThatThrownBy(() -> hear(recogniser, SpeechRig.speech(500)))
                .isInstanceOf(RecognitionException.class)
                .cause()
                .isInstanceOfSatisfying(SpeechFault.class, thrown::set);
        return Objects.requireNonNull(thrown.get());
    }
}
