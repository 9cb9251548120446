package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.app.settings.SettingsReader;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.engine.phrase.ShippedPhrases;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.Moment;
import io.centralita.fake.model.server.Plan;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Tones;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A machine without espeak-ng.
@Timeout(120)
class NoVoiceTest {
    private static final String MISSING = "espeak-ng is not here";
    private static final MachineVoice NONE =
            () -> {
                throw new SynthesisException(MISSING);
            };

    /// As long a beginning of a sentence as tells it from all others.
    private static final int BEGINNING = CallRecording.SAMPLE_RATE_HZ * 3 / 10;

    @TempDir Path directory;

    @Test
    void a_caller_of_a_realtime_model_is_greeted_and_hears_the_programs_own_sentences()
            throws Exception {
        var mute = Plan.first(new Moment.ResponseBegins(2), new Misbehaviour.GoSilent());
        try (var house =
                new OpenAiHouse(
                        directory,
                        OpenAiHouse.service().withPlan(mute),
                        NONE,
                        Map.of("ENGINE_FALLBACK", "none"))) {
            house.answering(_ -> Brains.speech("Nada."));
            var noise = Tones.sine(300, -20, Duration.ofSeconds(1), CallRecording.SAMPLE_RATE_HZ);

            var call =
                    house.place(
                            OpenAiHouse.greeted()
                                    .say(noise)
                                    .awaitReply(Duration.ofMillis(500))
                                    .hangUp()
                                    .build());

            house.tones(call).getFirst().isWholly(Brains.audioMs(OpenAiHouse.GREETING));
            assertThat(shipped("guard.one-moment", call)).isTrue();
            assertThat(shipped("guard.still-here-looking-up", call)).isFalse();
            assertThat(house.logged())
                    .filteredOn(line -> line.startsWith("WARN") && line.contains(MISSING))
                    .singleElement()
                    .asString()
                    .contains("those that come with the program");
            assertThat(house.logged()).noneMatch(line -> line.contains("recogniser"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "offline, none, offline, offline",
        "openai, offline, openai, openai",
        "pipeline, none, openai, offline",
        "pipeline, none, openai, 'openai, offline'"
    })
    void an_engine_that_needs_the_voice_says_what_to_install(
            String engine, String fallback, String ears, String voice) throws Exception {
        var settings = settings(engine, fallback, ears, voice);
        assertThatThrownBy(() -> Server.start(settings, NONE, ServerWatcher.NOBODY))
                .isInstanceOf(StartFailure.class)
                .hasMessage("start.no-voice");
    }

    @Test
    void a_pipeline_that_hears_and_speaks_elsewhere_starts() throws Exception {
        var settings = settings("pipeline", "none", "openai", "openai");
        try (var server = Server.start(settings, NONE, ServerWatcher.NOBODY)) {
            assertThat(server.liveCalls()).isZero();
        }
    }

    private io.centralita.app.settings.Settings settings(
            String engine, String fallback, String ears, String voice) throws Exception {
        var environment =
                Map.of(
                        "ENGINE",
                        engine,
                        "ENGINE_FALLBACK",
                        fallback,
                        "STT",
                        ears,
                        "TTS",
                        voice,
                        "OPENAI_BASE_URL",
                        "http://127.0.0.1:9/v1",
                        "CHAT_BASE_URL",
                        "http://127.0.0.1:9/v1",
                        "CHAT_MODEL",
                        "qwen3:8b",
                        "DATA_DIR",
                        directory.toString());
        return SettingsReader.read(directory, environment).settings().alone();
    }

    /// Whether a wording of it was heard exactly as the program brings it.
    private static boolean shipped(String key, CallResult call) {
        var phrases = ShippedPhrases.load(OpenAiHouse.SPANISH, Set.of(AudioFormat.PCMU_8K));
        return new BundledTexts()
                .variants(key, OpenAiHouse.SPANISH).stream()
                        .map(
                                text ->
                                        phrases.find(text, OpenAiHouse.SPANISH, AudioFormat.PCMU_8K)
                                                .orElseThrow())
                        .map(G711::decodeMuLaw)
                        .anyMatch(phrase -> holds(call.recording().assistant(), phrase));
    }

    private static boolean holds(short[] heard, short[] phrase) {
        int from = 0;
        while (Math.abs(phrase[from]) < 1_000) {
            from++; // silence is everywhere
        }
        var beginning = Arrays.copyOfRange(phrase, from, from + BEGINNING);
        for (int at = 0; at + BEGINNING <= heard.length; at++) {
            if (Arrays.equals(heard, at, at + BEGINNING, beginning, 0, BEGINNING)) {
                return true;
            }
        }
        return false;
    }
}
