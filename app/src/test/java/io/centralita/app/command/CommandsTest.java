package io.centralita.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import io.centralita.call.record.CallCsv;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final List<String> COMMANDS =
            List.of(
                    "demo",
                    "serve",
                    "call",
                    "calls",
                    "eval",
                    "doctor",
                    "bench",
                    "settings",
                    "tenant",
                    "version");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path directory;

    @Test
    void every_command_explains_itself_in_both_languages() {
        for (var language : List.of("es", "en")) {
            for (var command : COMMANDS) {
                assertThat(run(language, Map.of(), command, "--help")).isZero();
            }
        }
        assertThat(out.toString().lines())
                .allMatch(line -> line.length() <= Columns.WIDTH)
                .anyMatch(line -> line.contains("Muestra la versión"))
                .anyMatch(line -> line.contains("Show the version"));
    }

    @Test
    void the_help_names_every_command() {
        run("en", Map.of(), "--help");

        assertThat(out.toString()).contains(COMMANDS);
    }

    @Test
    void wrong_use_ends_with_two() {
        assertThat(run("en", Map.of(), "no-such-command")).isEqualTo(2);
        assertThat(run("en", Map.of(), "call")).isEqualTo(2);
        assertThat(run("en", Map.of(), "doctor", "no-such-area")).isEqualTo(2);
        assertThat(run("en", Map.of())).isEqualTo(2);
    }

    @Test
    void a_call_to_nowhere_says_so_in_one_line() {
        assertThat(run("en", Map.of(), "call", "--audio", "no.wav")).isEqualTo(2);
        assertThat(run("en", Map.of(), "call", "--say", "hi", "--url", "nonsense")).isEqualTo(2);

        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains("no.wav", "nonsense");
    }

    @Test
    void wrong_settings_stop_every_start_and_are_all_named() {
        var environment = Map.of("HTTP_PORT", "eighty", "MAX_CALLS", "0");

        for (var command : List.of("serve", "demo", "doctor", "settings")) {
            assertThat(run("en", environment, command)).isEqualTo(2);
        }

        assertThat(err.toString()).contains("2 settings", "HTTP_PORT", "MAX_CALLS");
    }

    @Test
    void calls_are_exported_as_json_lines_or_as_a_table() {
        var environment = Map.of("DATA_DIR", directory.resolve("data").toString());
        assertThat(run("en", environment, "calls", "export")).isZero();
        assertThat(out.toString()).isEmpty();

        assertThat(run("en", environment, "calls", "export", "--format", "csv")).isZero();

        assertThat(out.toString()).isEqualTo(CallCsv.HEADER + "\r\n");
        assertThat(run("en", environment, "calls", "export", "--since", "2026-01-01")).isZero();
        assertThat(run("en", environment, "calls", "export", "--since", "soon")).isEqualTo(2);
        assertThat(run("en", environment, "calls", "export", "--format", "xls")).isEqualTo(2);
        assertThat(run("en", environment, "calls")).isEqualTo(2);
    }

    @Test
    void a_wrong_address_of_a_database_is_explained_without_its_password() {
        var wrong = Map.of("DATABASE_URL", "jdbc:postgresql://h/d?user=u&password=sesame");
        assertThat(run("en", wrong, "settings")).isEqualTo(2);
        assertThat(err.toString())
                .contains("DATABASE_URL", "postgresql://user:password@host:5432/database")
                .doesNotContain("sesame");

        var right = Map.of("DATABASE_URL", "postgresql://u:sesame@h/d");
        assertThat(run("en", right, "settings")).isZero();
        assertThat(out.toString()).contains("postgresql://h:5432/d").doesNotContain("sesame");
    }

    @Test
    void secrets_are_hidden_in_the_list_of_settings() {
        var environment =
                Map.of(
                        "CONSOLE_PASSWORD", "open sesame",
                        "OPENAI_API_KEY", "sk-sesame-1",
                        "OPENAI_FALLBACK_API_KEY", "sk-sesame-2");

        assertThat(run("en", environment, "settings")).isZero();
        assertThat(run("en", environment, "settings", "--json")).isZero();

        assertThat(out.toString()).contains("CONSOLE_PASSWORD").doesNotContain("sesame");
    }

    private int run(String language, Map<String, String> environment, String... arguments) {
        var terminal =
                new Terminal(
                        SettingsReader.read(directory, environment),
                        Messages.in(Locale.of(language)),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true));
        return Commands.run(terminal, List.of(arguments));
    }
}
