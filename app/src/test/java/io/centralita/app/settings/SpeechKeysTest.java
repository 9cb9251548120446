package io.centralita.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.settings.SpeechSettings.Choice;
import io.centralita.app.text.Messages;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.speech.VoiceOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechKeysTest {
    @TempDir Path directory;

    private Reading read(Map<String, String> environment) {
        return SettingsReader.read(directory, environment);
    }

    private SpeechSettings speech(Map<String, String> environment) throws Exception {
        return read(environment).settings().speech();
    }

    @Test
    void by_default_the_embedded_parts_hear_and_speak() throws Exception {
        var speech = speech(Map.of());
        assertThat(speech.recogniser().order()).containsExactly(Choice.OFFLINE);
        assertThat(speech.synthesiser().order()).containsExactly(Choice.OFFLINE);
        assertThat(speech.usesServers()).isFalse();
    }

    @Test
    void parts_stand_in_the_order_in_which_they_are_named() throws Exception {
        var speech =
                speech(
                        Map.of(
                                "STT", "openai, offline",
                                "TTS", "offline,openai",
                                "OPENAI_API_KEY", "sk-1"));
        assertThat(speech.recogniser().order()).containsExactly(Choice.OPENAI, Choice.OFFLINE);
        assertThat(speech.synthesiser().order()).containsExactly(Choice.OFFLINE, Choice.OPENAI);
        assertThat(speech.usesServers()).isTrue();
        assertThat(speech.recogniser().server().baseUrl())
                .isEqualTo(URI.create("https://api.openai.com/v1"));
        assertThat(speech.recogniser().server().apiKey().value()).isEqualTo("sk-1");
        assertThat(speech.recogniser().server().auth()).isEqualTo(Auth.BEARER);
        assertThat(speech.synthesiser().options())
                .isEqualTo(VoiceOptions.of("gpt-4o-mini-tts", "marin"));
    }

    @ParameterizedTest
    @CsvSource({
        // where the realtime model is, where the part is, its own key, the key that is shown
        ", , , sk-main",
        ", https://api.openai.com/v1/, , sk-main",
        ", http://127.0.0.1:8000/v1, , ''",
        ", http://127.0.0.1:8000/v1, sk-own, sk-own",
        "http://10.0.0.1/v1, , , sk-main",
        "http://10.0.0.1/v1, https://api.openai.com/v1, , ''",
        "https://api.openai.com/v1, http://api.openai.com/v1, , ''"
    })
    void a_key_goes_along_only_to_where_it_was_given_for(
            String main, String own, String ownKey, String shown) throws Exception {
        var environment = new HashMap<String, String>();
        environment.put("OPENAI_API_KEY", "sk-main");
        put(environment, "OPENAI_BASE_URL", main);
        put(environment, "TTS_BASE_URL", own);
        put(environment, "TTS_API_KEY", ownKey);
        assertThat(speech(environment).synthesiser().server().apiKey().value()).isEqualTo(shown);
    }

    private static void put(Map<String, String> into, String name, String value) {
        if (value != null) {
            into.put(name, value);
        }
    }

    @Test
    void all_that_is_wrong_is_named_at_once_with_what_to_do() {
        var english = Messages.in(Locale.ENGLISH);
        var problems =
                read(
                                Map.of(
                                        "STT", "openai",
                                        "TTS", "openai,offline",
                                        "TTS_SPEED", "9",
                                        "TTS_FORMAT", "mp3",
                                        "STT_BASE_URL", "somewhere"))
                        .problems()
                        .stream()
                        .map(problem -> problem.text(english))
                        .toList();
        assertThat(problems)
                .anyMatch(text -> text.contains("TTS names") && text.contains("TTS_API_KEY"))
                .anyMatch(text -> text.contains("TTS_SPEED") && text.contains("0.25 to 4"))
                .anyMatch(text -> text.contains("TTS_FORMAT") && text.contains("pcm, wav"))
                .anyMatch(text -> text.contains("STT_BASE_URL"))
                .hasSize(4);
        assertThat(read(Map.of("STT", "openai")).problems()).hasSize(1);
        assertThat(read(Map.of("STT", "whisper")).problems()).hasSize(1);
    }

    @Test
    void a_server_of_ones_own_needs_no_key() {
        assertThat(read(Map.of("STT", "openai", "STT_BASE_URL", "http://h:1/v1")).problems())
                .isEqualTo(List.of());
        assertThat(read(Map.of("TTS", "openai", "OPENAI_BASE_URL", "http://h:1/v1")).problems())
                .isEqualTo(List.of());
    }
}
