package io.centralita.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
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
                    "eval",
                    "doctor",
                    "bench",
                    "settings",
                    "callers",
                    "caller",
                    "forget",
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
