package io.centralita.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.doctor.Examination.Outcome;
import io.centralita.app.doctor.Examination.Status;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import io.centralita.fake.speech.Endpoint;
import io.centralita.fake.speech.SoundFile.Format;
import io.centralita.fake.speech.SpeechServer;
import io.centralita.fake.speech.SpeechSettings;
import io.centralita.fake.speech.Trouble;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the doctor says of servers that hear and speak, whatever state they are in.
@Timeout(120)
class SpeechChecksTest {
    private static final String KEY = "sk-find-me-0816";
    private static final Vertx VERTX = Vertx.vertx();
    private static final SpeechSettings WELL =
            SpeechSettings.DEFAULT.withKey(KEY).withTexts("Hola, soy la centralita.");

    @TempDir Path directory;

    private final List<String> lines = new ArrayList<>();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void servers_that_serve_pass_without_costing_anything() throws Exception {
        try (var server = SpeechServer.start(VERTX, WELL)) {
            assertThat(examine(server, Map.of(), false))
                    .extracting(Outcome::status)
                    .containsExactly(Status.PASS, Status.PASS, Status.NOTE);
            assertThat(server.exchanges()).isEmpty();
        }
    }

    @Test
    void a_sentence_is_spoken_and_written_down() throws Exception {
        try (var server = SpeechServer.start(VERTX, WELL)) {
            var sentence = examine(server, Map.of(), true).getLast();
            assertThat(sentence.status()).isEqualTo(Status.PASS);
            assertThat(sentence.detail())
                    .containsPattern("[0-9]+ ms")
                    .contains("Hola, soy la centralita.");
        }
    }

    @Test
    void a_wrong_key_is_named_for_each_and_never_shown() throws Exception {
        try (var server = SpeechServer.start(VERTX, WELL.withKey("sk-another"))) {
            var found = examine(server, Map.of(), true);
            assertThat(found).extracting(Outcome::status).containsOnly(Status.FAIL);
            assertThat(found.getFirst().remedy().orElseThrow()).contains("STT_API_KEY");
            assertThat(found.get(1).remedy().orElseThrow()).contains("TTS_API_KEY");
        }
    }

    @Test
    void a_model_that_is_not_there_is_named() throws Exception {
        try (var server = SpeechServer.start(VERTX, WELL)) {
            var found = examine(server, Map.of("STT_MODEL", "whisper-9"), false);
            assertThat(found.getFirst().status()).isEqualTo(Status.FAIL);
            assertThat(found.getFirst().remedy().orElseThrow()).contains("STT_MODEL");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, TTS_MODEL",
        "404, TTS_MODEL",
        "429, limit",
        "503, log or status page",
    })
    void each_failure_to_speak_has_its_remedy(int status, String remedy) throws Exception {
        var ill = WELL.withEvery(Endpoint.SPEECH, new Trouble.Answer(status));
        try (var server = SpeechServer.start(VERTX, ill)) {
            var sentence = examine(server, Map.of(), true).getLast();
            assertThat(sentence.status()).isEqualTo(Status.FAIL);
            assertThat(sentence.remedy().orElseThrow()).contains(remedy);
        }
    }

    @Test
    void audio_that_cannot_be_used_is_named() throws Exception {
        var mp3 = WELL.withEvery(Endpoint.SPEECH, new Trouble.SendAs(Format.MP3, null));
        try (var server = SpeechServer.start(VERTX, mp3)) {
            var sentence = examine(server, Map.of(), true).getLast();
            assertThat(sentence.detail()).contains("audio/mpeg");
            assertThat(sentence.remedy().orElseThrow()).contains("TTS_FORMAT");
        }
    }

    @Test
    void ears_that_understand_nothing_are_found_out() throws Exception {
        try (var server = SpeechServer.start(VERTX, WELL.withTexts(""))) {
            var sentence = examine(server, Map.of(), true).getLast();
            assertThat(sentence.status()).isEqualTo(Status.FAIL);
            assertThat(sentence.remedy().orElseThrow()).contains("STT_MODEL");
        }
    }

    @Test
    void a_server_that_is_not_there_is_told() throws Exception {
        var found = examine("http://127.0.0.1:1/v1", Map.of(), false);
        assertThat(found.getFirst().remedy().orElseThrow()).contains("STT_BASE_URL", "firewall");
    }

    @Test
    void embedded_parts_are_none_of_its_business() throws Exception {
        assertThat(run(Map.of(), Locale.ENGLISH, true))
                .singleElement()
                .satisfies(one -> assertThat(one.status()).isEqualTo(Status.NOTE));
    }

    private List<Outcome> examine(SpeechServer server, Map<String, String> changes, boolean speak)
            throws Exception {
        return examine(server.baseUri().toString(), changes, speak);
    }

    /// In both languages; what is returned is the English one.
    private List<Outcome> examine(String url, Map<String, String> changes, boolean speak)
            throws Exception {
        var environment = new HashMap<>(changes);
        environment.put("OPENAI_API_KEY", KEY);
        environment.put("OPENAI_BASE_URL", url);
        environment.put("STT", "openai");
        environment.put("TTS", "openai");
        run(environment, Locale.of("es"), speak);
        return run(environment, Locale.ENGLISH, speak);
    }

    private List<Outcome> run(Map<String, String> environment, Locale language, boolean speak)
            throws Exception {
        var messages = Messages.in(language);
        var examination = new Examination(messages, lines::add);
        var settings = SettingsReader.read(directory, environment).settings();
        examination.run(new SpeechChecks(settings, messages, speak).checks());
        assertThat(lines)
                .allMatch(line -> line.length() <= Columns.WIDTH)
                .noneMatch(line -> line.contains(KEY));
        return examination.outcomes();
    }
}
