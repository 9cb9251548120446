package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.Phrase;
import io.centralita.call.engine.Usage;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.text.PhraseAudio;
import io.centralita.engine.speech.SpeechWatcher;
import io.centralita.fake.speech.Endpoint;
import io.centralita.fake.speech.SpeechServer;
import io.centralita.fake.speech.SpeechSettings;
import io.centralita.media.AudioFormat;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// From settings to the voice that says the switchboard's own sentences.
@Timeout(120)
class HousePhrasesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Locale SPANISH = Locale.of("es");
    private static final List<String> SENTENCES = Phrase.sentences(new BundledTexts(), SPANISH);
    private static final byte[] HERE = {1};
    private static final PhraseAudio EMBEDDED = (_, _, _) -> Optional.of(HERE);

    @TempDir Path directory;

    private final Closers closers = new Closers();
    private final List<Usage> used = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        closers.close();
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void a_pipelines_voice_says_all_of_them_once_whatever_the_number_of_starts() throws Exception {
        try (var server = SpeechServer.start(VERTX, SpeechSettings.DEFAULT)) {
            var first = open(server, Map.of("TTS", "openai,offline"));
            while (!SENTENCES.stream().allMatch(text -> elsewhere(first, text))) {
                LockSupport.parkNanos(5_000_000);
            }
            closers.close();
            assertThat(asked(server)).isEqualTo(SENTENCES.size());
            assertThat(used).hasSize(SENTENCES.size());

            var second = open(server, Map.of("TTS", "openai,offline"));
            assertThat(SENTENCES).allMatch(text -> elsewhere(second, text));
            assertThat(asked(server)).isEqualTo(SENTENCES.size());
        }
    }

    @Test
    void it_says_none_where_it_is_not_wanted_or_not_what_callers_hear() throws Exception {
        try (var server = SpeechServer.start(VERTX, SpeechSettings.DEFAULT)) {
            for (var settings :
                    List.of(
                            Map.of("TTS", "openai", "TTS_PHRASES", "false"),
                            Map.of("TTS", "offline,openai"),
                            Map.of("TTS", "openai", "ENGINE", "offline"),
                            Map.of("TTS", "openai", "ENGINE", "openai"))) {
                assertThat(open(server, settings)).isSameAs(EMBEDDED);
            }
            assertThat(asked(server)).isZero();
        }
    }

    private static int asked(SpeechServer server) {
        return server.exchanges(Endpoint.SPEECH).size();
    }

    private static boolean elsewhere(PhraseAudio phrases, String text) {
        return phrases.find(text, SPANISH, AudioFormat.PCMU_8K).orElseThrow().length > 1;
    }

    /// Of a pipeline whose voice is at a server.
    ///
    /// @param more and others than these
    static Settings settings(SpeechServer server, Path directory, Map<String, String> more)
            throws Exception {
        var environment =
                new HashMap<>(
                        Map.of(
                                "ENGINE",
                                "pipeline",
                                "CHAT_BASE_URL",
                                "http://127.0.0.1:9/v1",
                                "CHAT_MODEL",
                                "qwen3:8b",
                                "OPENAI_BASE_URL",
                                server.baseUri().toString(),
                                "OPENAI_API_KEY",
                                SpeechSettings.KEY,
                                "DATA_DIR",
                                directory.toString()));
        environment.putAll(more);
        return SettingsReader.read(directory, environment).settings();
    }

    private PhraseAudio open(SpeechServer server, Map<String, String> more) throws Exception {
        var settings = settings(server, directory, more);
        return new HousePhrases(settings, SpeechWatcher.NONE, used::add, VERTX, closers)
                .open(new HouseSentences(new BundledTexts(), List.of(), false), EMBEDDED);
    }
}
