package io.centralita.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.app.settings.Keys.EngineChoice;
import io.centralita.app.settings.Reading.WrongSettings;
import io.centralita.app.text.Messages;
import io.centralita.call.cost.SpendingCaps;
import io.centralita.call.leg.AfterFailure;
import io.centralita.call.reception.Patience;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    private static final Messages ENGLISH = Messages.in(Locale.ENGLISH);

    @TempDir Path directory;

    @Test
    void without_any_source_every_setting_has_its_standard_value() throws Exception {
        var settings = read(Map.of()).settings();

        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.calls().engine()).isEqualTo(EngineChoice.OFFLINE);
        assertThat(settings.calls().language().getLanguage()).isEqualTo("es");
        assertThat(settings.calls().endpointSilence()).isEqualTo(Duration.ofMillis(600));
        assertThat(settings.calls().patience()).isEqualTo(Patience.STANDARD);
        assertThat(settings.network().toolTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.network().apiUrl()).isNull();
        assertThat(settings.data().database().place())
                .isEqualTo("sqlite:" + Path.of("data", "centralita.db"));
        assertThat(settings.data().retention()).contains(Duration.ofDays(365));
        assertThat(read(Map.of("RETENTION_DAYS", "0")).settings().data().retention()).isEmpty();
    }

    @Test
    void the_environment_wins_over_the_file_and_the_file_over_yaml() throws Exception {
        write(".env", "HTTP_PORT=8001\nTOOL_TIMEOUT=15 s\n");
        write("centralita.yaml", "http-port: 8002\ntool-timeout: 20 s\nmax-calls: 7\n");

        var reading = read(Map.of("HTTP_PORT", "8000"));

        var settings = reading.settings();
        assertThat(settings.http().port()).isEqualTo(8000);
        assertThat(settings.network().toolTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.calls().maximum()).isEqualTo(7);
        assertThat(reading.origins())
                .containsEntry(Keys.HTTP_PORT, "environment")
                .containsEntry(Keys.TOOL_TIMEOUT, ".env")
                .containsEntry(Keys.MAX_CALLS, "centralita.yaml");
    }

    @Test
    void all_problems_are_named_at_once_with_what_to_do() throws IOException {
        write(".env", "HTPP_PORT=8001\nENGINE=openay\nNONSENSE_OF_SOMEBODY_ELSE=1\n");
        write("centralita.yaml", "tool-timeout: 900 s\nhttp:\n  prot: 1\n");

        var problems = texts(read(Map.of("HTTP_PORT", "eighty")));

        assertThat(problems)
                .anyMatch(text -> text.contains("HTTP_PORT (environment) is «eighty»"))
                .anyMatch(text -> text.contains("HTPP_PORT in .env") && text.contains("HTTP_PORT?"))
                .anyMatch(text -> text.contains("ENGINE (.env)") && text.contains("auto, openai"))
                .anyMatch(text -> text.contains("TOOL_TIMEOUT (centralita.yaml) is «900 s»"))
                .anyMatch(text -> text.contains("NONSENSE_OF_SOMEBODY_ELSE in .env is not"))
                .anyMatch(text -> text.contains("http.prot in centralita.yaml"))
                .hasSize(6);
    }

    @Test
    void names_in_the_environment_that_are_not_ours_are_left_alone() {
        assertThat(read(Map.of("HTPP_PORT", "1", "PATH", "/bin")).problems()).isEmpty();
    }

    @Test
    void what_tenants_refer_to_may_stand_in_the_file_and_is_shown_to_nobody() throws Exception {
        write(".env", "NORTE_CRM_KEY='s3cret'\nNORTE_VOICE_TOKEN=first\n");
        var settings = read(Map.of("NORTE_VOICE_TOKEN", "second")).settings();

        assertThat(settings.data().environment().values())
                .containsEntry("NORTE_CRM_KEY", "s3cret")
                .containsEntry("NORTE_VOICE_TOKEN", "second");
        assertThat(settings.toString()).doesNotContain("s3cret").doesNotContain("second");
    }

    @Test
    void a_wrong_setting_stops_the_start() {
        var reading = read(Map.of("MAX_CALLS", "0"));

        assertThatThrownBy(reading::settings).isInstanceOf(WrongSettings.class);
    }

    @Test
    void secrets_are_never_printed() throws Exception {
        var reading =
                read(
                        Map.of(
                                "TWILIO_AUTH_TOKEN", "tok-123",
                                "PUBLIC_URL", "https://calls.example.com",
                                "CONSOLE_PASSWORD", "open sesame"));

        assertThat(reading.settings().toString()).doesNotContain("tok-123", "open sesame");
        var token = reading.settings().twilioAuthToken();
        assertThat(token).isNotNull().extracting(Settings.Secret::value).isEqualTo("tok-123");
    }

    @Test
    void a_token_needs_the_public_address_that_signatures_are_made_for() {
        assertThat(texts(read(Map.of("TWILIO_AUTH_TOKEN", "tok-123"))))
                .singleElement()
                .asString()
                .contains("PUBLIC_URL")
                .doesNotContain("tok-123");
    }

    @Test
    void what_takes_over_what_calls_may_cost_and_who_helps_afterwards() throws Exception {
        var settings =
                read(Map.of(
                                "ENGINE_FALLBACK", "Pipeline, offline",
                                "CHAT_BASE_URL", "http://127.0.0.1:11434/v1",
                                "CHAT_MODEL", "qwen3:8b",
                                "MAX_COST_PER_CALL", "0,50",
                                "MAX_COST_PER_DAY", "20",
                                "AFTER_FAILURE", "transfer",
                                "TRANSFER_NUMBER", "+34 600 111 222"))
                        .settings();
        assertThat(settings.calls().fallback())
                .containsExactly(EngineChoice.PIPELINE, EngineChoice.OFFLINE);
        assertThat(settings.spending().caps())
                .isEqualTo(new SpendingCaps(new BigDecimal("0.50"), new BigDecimal("20")));
        assertThat(settings.calls().afterFailure())
                .isEqualTo(new AfterFailure.Transfer("+34600111222"));
        assertThat(read(Map.of("ENGINE_FALLBACK", "none")).settings().calls().fallback()).isEmpty();
        var standard = read(Map.of()).settings();
        assertThat(standard.calls().fallback()).containsExactly(EngineChoice.OFFLINE);
        assertThat(standard.spending().caps()).isEqualTo(SpendingCaps.NONE);
        assertThat(standard.calls().afterFailure()).isEqualTo(AfterFailure.HANG_UP);
    }

    @Test
    void amounts_numbers_and_engines_that_make_no_sense_are_named() {
        assertThat(
                        texts(
                                read(
                                        Map.of(
                                                "ENGINE_FALLBACK", "offline,best",
                                                "MAX_COST_PER_CALL", "0",
                                                "MAX_COST_PER_DAY", "-1",
                                                "AFTER_FAILURE", "transfer",
                                                "TRANSFER_NUMBER", "911"))))
                .anyMatch(text -> text.contains("ENGINE_FALLBACK"))
                .anyMatch(text -> text.contains("MAX_COST_PER_CALL"))
                .anyMatch(text -> text.contains("MAX_COST_PER_DAY"))
                .anyMatch(text -> text.contains("TRANSFER_NUMBER (environment) is «911»"))
                .anyMatch(text -> text.contains("set TRANSFER_NUMBER"))
                .hasSize(5);
    }

    @Test
    void a_key_or_a_server_of_ones_own_makes_the_realtime_model_the_engine() throws Exception {
        assertThat(read(Map.of("OPENAI_API_KEY", "sk-1")).settings().calls().engine())
                .isEqualTo(EngineChoice.OPENAI);
        assertThat(read(Map.of("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")).settings().calls())
                .extracting(Settings.Calls::engine)
                .isEqualTo(EngineChoice.OPENAI);
        assertThat(texts(read(Map.of("ENGINE", "openai"))))
                .singleElement()
                .asString()
                .contains("OPENAI_API_KEY");
        assertThat(texts(read(Map.of("ENGINE_FALLBACK", "openai-fallback"))))
                .singleElement()
                .asString()
                .contains("OPENAI_API_KEY");
    }

    @Test
    void a_retired_model_is_turned_down_with_the_name_to_use_instead() throws Exception {
        assertThat(
                        texts(
                                read(
                                        Map.of(
                                                "OPENAI_API_KEY", "sk-1",
                                                "OPENAI_MODEL", "gpt-4o-realtime-preview"))))
                .singleElement()
                .asString()
                .contains("gpt-4o-realtime-preview")
                .contains("gpt-realtime-2.1")
                .contains("retired")
                .doesNotContain("sk-1");
    }

    @Test
    void blank_values_count_as_not_set() throws Exception {
        write(".env", "MIKROTIK_API_URL=\nHTTP_PORT=\n");

        var reading = read(Map.of("TWILIO_AUTH_TOKEN", " "));

        assertThat(reading.settings().network().apiUrl()).isNull();
        assertThat(reading.settings().http().port()).isEqualTo(8080);
        assertThat(reading.settings().twilioAuthToken()).isNull();
    }

    @Test
    void quotes_in_the_file_are_understood() throws Exception {
        write(".env", "CONSOLE_PASSWORD=\"open sesame\"\nDATA_DIR='my data'\n");

        var settings = read(Map.of()).settings();

        assertThat(settings.http().consolePassword()).isEqualTo(new Settings.Secret("open sesame"));
        assertThat(settings.data().directory()).isEqualTo(Path.of("my data"));
    }

    @Test
    void the_word_export_in_the_file_is_named() throws IOException {
        write(".env", "export HTTP_PORT=8001\n");

        assertThat(texts(read(Map.of()))).singleElement().asString().contains("export");
    }

    @Test
    void a_value_with_dollar_and_braces_is_taken_as_it_stands() throws Exception {
        var settings = read(Map.of("CONSOLE_PASSWORD", "a${HOME}b")).settings();

        assertThat(settings.http().consolePassword()).isEqualTo(new Settings.Secret("a${HOME}b"));
    }

    @Test
    void yaml_that_is_no_yaml_is_named() throws IOException {
        write("centralita.yaml", "http-port: [8080\n");

        assertThat(texts(read(Map.of()))).anyMatch(text -> text.startsWith("centralita.yaml"));
    }

    @Test
    void times_are_written_in_several_ways() throws Exception {
        assertThat(timeout("15")).isEqualTo(Duration.ofSeconds(15));
        assertThat(timeout("2500ms")).isEqualTo(Duration.ofMillis(2_500));
        assertThat(timeout("2,5 s")).isEqualTo(Duration.ofMillis(2_500));
        assertThat(timeout("2 min")).isEqualTo(Duration.ofMinutes(2));
    }

    private Duration timeout(String text) throws WrongSettings {
        return read(Map.of("TOOL_TIMEOUT", text)).settings().network().toolTimeout();
    }

    private Reading read(Map<String, String> environment) {
        return SettingsReader.read(directory, environment);
    }

    private static List<String> texts(Reading reading) {
        return reading.problems().stream().map(problem -> problem.text(ENGLISH)).toList();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
