package io.centralita.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Messages;
import io.centralita.engine.offline.voice.EspeakSynthesiser.Detection;
import io.centralita.engine.offline.voice.EspeakSynthesiser.Way;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the doctor says of a machine without espeak-ng.
class VoiceChecksTest {
    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "offline, none, offline, offline, Fail, Fail",
        "openai, offline, offline, offline, Fail, Fail",
        "openai, none, offline, offline, 'optional here', 'optional here: without'",
        "pipeline, none, openai, openai, 'optional here', 'optional here: without'",
        "pipeline, none, offline, openai, 'optional here', 'not tried'",
        "pipeline, none, openai, 'openai, offline', Fail, Fail"
    })
    void it_is_wanted_only_where_an_engine_needs_it(
            String engine, String fallback, String stt, String tts, String voice, String ears)
            throws Exception {
        var reading =
                SettingsReader.read(
                        directory,
                        Map.of(
                                "ENGINE", engine,
                                "ENGINE_FALLBACK", fallback,
                                "STT", stt,
                                "TTS", tts,
                                "OPENAI_API_KEY", "sk-1",
                                "CHAT_BASE_URL", "http://127.0.0.1:9/v1",
                                "CHAT_MODEL", "qwen3:8b"));
        var messages = Messages.in(Locale.ENGLISH);
        var machine =
                new MachineChecks(
                        reading,
                        reading.settings(),
                        messages,
                        () -> new Detection(Way.NONE, "", List.of()));
        var hearing =
                new EarsChecks(
                        reading.settings(),
                        messages,
                        () -> {
                            throw new SynthesisException("none");
                        });

        says(machine.voice().getFirst().look().look(), voice);
        says(hearing.checks().getFirst().look().look(), ears);
    }

    private static void says(Finding finding, String expected) {
        if (expected.equals("Fail")) {
            assertThat(finding).isInstanceOf(Finding.Fail.class);
            assertThat(((Finding.Fail) finding).remedy()).contains("install espeak-ng");
        } else {
            assertThat(finding).isInstanceOf(Finding.Note.class);
            assertThat(((Finding.Note) finding).detail()).contains(expected);
        }
    }
}
