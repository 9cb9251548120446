package io.centralita.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.settings.Keys.EngineChoice;
import io.centralita.app.settings.Reading.WrongSettings;
import io.centralita.app.text.Messages;
import io.centralita.engine.chat.ChatSettings;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.pipeline.HistoryLimits;
import io.centralita.engine.pipeline.PipelineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatKeysTest {
    private static final Map<String, String> LOCAL =
            Map.of("CHAT_BASE_URL", "http://127.0.0.1:11434/v1", "CHAT_MODEL", "qwen3:8b");

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ENGINE", "ENGINE_FALLBACK"})
    void the_engine_pipeline_names_what_it_lacks(String setting) {
        assertThat(problems(Map.of(setting, "pipeline")))
                .singleElement()
                .asString()
                .contains("CHAT_BASE_URL, CHAT_MODEL", "ENGINE=offline", "11434");
        assertThat(problems(Map.of(setting, "pipeline", "CHAT_MODEL", "qwen3:8b")))
                .singleElement()
                .asString()
                .contains("set CHAT_BASE_URL:");
    }

    @Test
    void deadline_and_history_are_what_they_were_until_they_are_set() throws Exception {
        assertThat(read(Map.of()).settings().pipeline()).isEqualTo(PipelineSettings.DEFAULTS);

        var set =
                read(Map.of(
                                "CHAT_DEADLINE", "45 s",
                                "CHAT_HISTORY_MESSAGES", "200",
                                "CHAT_HISTORY_CHARACTERS", "100000",
                                "CHAT_HISTORY_TEXT", "20000",
                                "ENDPOINT_SILENCE", "700 ms"))
                        .settings()
                        .pipeline();
        assertThat(set.chatDeadline()).isEqualTo(Duration.ofSeconds(45));
        assertThat(set.history()).isEqualTo(new HistoryLimits(200, 100_000, 20_000));
        assertThat(set.endpointing().silence()).isEqualTo(Duration.ofMillis(700));
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT_DEADLINE, 1 s",
        "CHAT_DEADLINE, 3 min",
        "CHAT_HISTORY_MESSAGES, 9",
        "CHAT_HISTORY_CHARACTERS, 1999",
        "CHAT_HISTORY_TEXT, 499"
    })
    void what_leaves_no_room_for_a_turn_is_refused(String setting, String value) {
        assertThat(problems(Map.of(setting, value))).singleElement().asString().contains(setting);
    }

    @Test
    void nobody_else_needs_a_chat_model() throws Exception {
        assertThat(read(Map.of()).settings().chat()).isNull();
        assertThat(read(Map.of("CHAT_MODEL", "qwen3:8b")).settings().chat()).isNull();
    }

    @Test
    void a_model_of_ones_own_takes_two_settings_and_gets_no_key() throws Exception {
        var chat = chat(Map.of("ENGINE", "pipeline", "OPENAI_API_KEY", "sk-1"));

        assertThat(chat.model()).isEqualTo("qwen3:8b");
        assertThat(chat.apiKey().value()).isEmpty();
        assertThat(chat.temperature()).isNull();
        assertThat(chat.maxTokens()).isZero();
        assertThat(chat.patience()).isEqualTo(ChatSettings.Patience.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, sk-openai",
        "https://API.openai.com/v1, sk-openai",
        "https://api.openai.com.example/v1, ''",
        "https://api.openai.com:8443/v1, ''",
        "http://127.0.0.1:11434/v1, ''"
    })
    void the_key_of_openai_goes_to_openai_alone(String url, String key) throws Exception {
        var chat = chat(Map.of("CHAT_BASE_URL", url, "OPENAI_API_KEY", "sk-openai"));
        assertThat(chat.apiKey().value()).isEqualTo(key);
    }

    @Test
    void every_setting_arrives() throws Exception {
        var chat =
                chat(
                        Map.of(
                                "CHAT_API_KEY", "key-1",
                                "CHAT_AUTH", "api-key",
                                "CHAT_TEMPERATURE", "0,4",
                                "CHAT_MAX_TOKENS", "300",
                                "CHAT_EFFORT", "low",
                                "CHAT_FIRST_TIMEOUT", "6",
                                "CHAT_STALL_TIMEOUT", "3 s"));

        assertThat(chat.apiKey().value()).isEqualTo("key-1");
        assertThat(chat.auth()).isEqualTo(Auth.API_KEY);
        assertThat(chat.temperature()).isEqualTo(0.4);
        assertThat(chat.maxTokens()).isEqualTo(300);
        assertThat(chat.effort()).isEqualTo("low");
        assertThat(chat.patience().firstWord()).isEqualTo(Duration.ofSeconds(6));
        assertThat(chat.patience().nextWord()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void wrong_values_are_named_all_at_once_and_the_key_is_never_shown() {
        assertThat(
                        problems(
                                Map.of(
                                        "CHAT_BASE_URL", "localhost:11434",
                                        "CHAT_API_KEY", "sk-secret with blanks",
                                        "CHAT_TEMPERATURE", "hot",
                                        "CHAT_FIRST_TIMEOUT", "60 s")))
                .hasSize(4)
                .noneMatch(text -> text.contains("sk-secret"))
                .anyMatch(text -> text.contains("CHAT_TEMPERATURE"));
    }

    @Test
    void it_stays_when_a_server_is_started_for_itself() throws Exception {
        var settings = read(with(Map.of("ENGINE", "pipeline"))).settings();
        assertThat(settings.alone().chat()).isEqualTo(settings.chat());
        assertThat(settings.calls().engine()).isEqualTo(EngineChoice.PIPELINE);
    }

    private ChatSettings chat(Map<String, String> changes) throws WrongSettings {
        return Objects.requireNonNull(read(with(changes)).settings().chat());
    }

    private static Map<String, String> with(Map<String, String> changes) {
        var environment = new HashMap<>(LOCAL);
        environment.putAll(changes);
        return environment;
    }

    private List<String> problems(Map<String, String> environment) {
        var english = Messages.in(Locale.ENGLISH);
        return read(environment).problems().stream().map(one -> one.text(english)).toList();
    }

    private Reading read(Map<String, String> environment) {
        return SettingsReader.read(directory, environment);
    }
}
