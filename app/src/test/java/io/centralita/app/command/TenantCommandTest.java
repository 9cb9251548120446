package io.centralita.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantCommandTest {
    private static final Path EXAMPLE = Path.of("../tenant.example.yaml");

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @TempDir Path directory;

    @Test
    void every_subcommand_explains_itself_in_both_languages_within_a_terminal() {
        for (var language : List.of("es", "en")) {
            for (var command :
                    List.of(
                            "list",
                            "show",
                            "check",
                            "import",
                            "export",
                            "set",
                            "history",
                            "rollback",
                            "delete",
                            "number")) {
                assertThat(run(language, "tenant", command, "--help")).isZero();
            }
            for (var command : List.of("add", "remove", "activate", "deactivate")) {
                assertThat(run(language, "tenant", "number", command, "--help")).isZero();
            }
            assertThat(run(language, "tenant", "--help")).isZero();
        }

        assertThat(out.toString().lines())
                .allMatch(line -> line.length() <= Columns.WIDTH)
                .anyMatch(line -> line.contains("Asigna un número"))
                .anyMatch(line -> line.contains("Assign a number"))
                .anyMatch(line -> line.contains("Show the result as JSON"));
        assertThat(run("en", "tenant")).isEqualTo(2);
    }

    @Test
    void what_is_exported_is_what_was_imported() throws IOException {
        assertThat(run("en", "tenant", "import", EXAMPLE.toString())).isZero();
        var copy = directory.resolve("copy.yaml");
        assertThat(run("en", "tenant", "export", "fibra-norte", "--to", copy.toString())).isZero();
        assertThat(run("en", "tenant", "import", copy.toString())).isZero();

        assertThat(out.toString())
                .contains("fibra-norte: version 1", "fibra-norte: unchanged, version 1");
    }

    @Test
    void of_several_files_with_one_mistake_nothing_is_stored() throws IOException {
        var wrong = file("wrong.yaml", "id: sur\nlangauge: es\nnumbers: ['910000000']\n");

        assertThat(run("en", "tenant", "import", EXAMPLE.toString(), wrong.toString()))
                .isEqualTo(1);

        assertThat(err.toString())
                .contains("2 to mend", "langauge (line 2)", "«language» was probably meant")
                .contains("numbers[0] (line 3)", "Nothing was stored");
        assertThat(run("en", "tenant", "show", "fibra-norte")).isEqualTo(1);
    }

    @Test
    void values_are_set_in_yaml_and_taken_away_and_the_wrong_ones_change_nothing() {
        run("en", "tenant", "import", EXAMPLE.toString());

        assertThat(
                        run(
                                "en",
                                "tenant",
                                "set",
                                "fibra-norte",
                                "company.name=Fibra: ¿Sur?",
                                "tools=[get_*]",
                                "voice=",
                                "memory.enabled=false",
                                "hours.saturday=10:00-12:00"))
                .isZero();
        assertThat(run("en", "tenant", "set", "fibra-norte", "language=fr", "voice=x"))
                .isEqualTo(1);
        assertThat(run("en", "tenant", "set", "fibra-norte", "nonsense")).isEqualTo(2);
        out = new StringWriter();
        run("en", "tenant", "show", "fibra-norte");

        assertThat(out.toString())
                .contains("# version 2", "name: 'Fibra: ¿Sur?'", "tools: [get_*]")
                .contains("saturday:", "- 10:00-12:00", "enabled: false")
                .doesNotContain("voice:");
        assertThat(err.toString()).contains("«fr» is not right; expected is es or en");
    }

    @Test
    void numbers_are_added_switched_and_removed_in_any_writing() {
        run("es", "tenant", "import", EXAMPLE.toString());

        assertThat(run("es", "tenant", "number", "add", "fibra-norte", "+1 415 555 2671")).isZero();
        assertThat(run("es", "tenant", "number", "deactivate", "fibra-norte", "0034910000000"))
                .isZero();
        assertThat(run("es", "tenant", "number", "remove", "fibra-norte", "+34910000001")).isZero();
        assertThat(run("es", "tenant", "number", "remove", "fibra-norte", "+34910000001"))
                .isEqualTo(1);
        assertThat(run("es", "tenant", "number", "add", "fibra-norte", "910000000")).isEqualTo(2);
        out = new StringWriter();
        run("es", "tenant", "list");

        assertThat(out.toString())
                .contains("+34910000000 (inactivo), +14155552671")
                .doesNotContain("+34910000001");
        assertThat(err.toString()).contains("no tiene el número", "no es un número de teléfono");
    }

    @Test
    void the_default_tenant_can_be_given_a_number_without_being_written_first() {
        assertThat(run("en", "tenant", "number", "add", "default", "+34910000000")).isZero();
        assertThat(run("en", "tenant", "number", "add", "nobody", "+34910000001")).isEqualTo(1);
    }

    @Test
    void an_earlier_version_comes_back_even_after_a_deletion() {
        run("en", "tenant", "import", EXAMPLE.toString());
        run("en", "tenant", "set", "fibra-norte", "voice=cedar");

        assertThat(run("en", "tenant", "rollback", "fibra-norte", "1")).isZero();
        assertThat(run("en", "tenant", "delete", "fibra-norte")).isZero();
        assertThat(run("en", "tenant", "export", "fibra-norte")).isEqualTo(1);
        assertThat(run("en", "tenant", "rollback", "fibra-norte", "2")).isZero();
        assertThat(run("en", "tenant", "rollback", "fibra-norte", "9")).isEqualTo(1);
        out = new StringWriter();
        run("en", "tenant", "history", "fibra-norte");

        assertThat(out.toString().lines()).hasSize(5);
        assertThat(out.toString())
                .contains("tenant import", "tenant set", "tenant rollback 1", "deleted");
    }

    @Test
    void a_check_tells_what_has_no_room_and_which_secrets_are_missing() throws IOException {
        Files.writeString(directory.resolve("tarifas.txt"), "Una frase de la tarifa. ".repeat(200));
        var file =
                file(
                        "big.yaml",
                        """
                        id: grande
                        company: {name: Grande}
                        secrets: {llave: env:NO_SUCH_SECRET_HERE}
                        prompt: {tokens: 200}
                        faqs: [{question: "¿Cuándo?", answer: Siempre.}]
                        context: [{name: Tarifas, file: tarifas.txt}]
                        """);

        assertThat(run("en", "tenant", "check", file.toString())).isZero();
        assertThat(out.toString())
                .contains("right", "of 200", "context[0] «Tarifas»", "beginning only")
                .contains("The secret «llave» is not where it should be");

        out = new StringWriter();
        assertThat(run("en", "tenant", "check", file.toString(), "--json")).isZero();
        var json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("right").asBoolean()).isTrue();
        assertThat(json.at("/leftOut/0/path").asText()).isEqualTo("context[0]");
        assertThat(json.path("knowledgeTokens").asInt()).isBetween(1, 200);
        assertThat(run("en", "tenant", "check", "no-such.yaml")).isEqualTo(2);
    }

    @Test
    void json_is_for_programs() throws IOException {
        run("en", "tenant", "import", EXAMPLE.toString());
        out = new StringWriter();

        assertThat(run("en", "tenant", "list", "--json")).isZero();

        var json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/0/id").asText()).isEqualTo("fibra-norte");
        assertThat(json.at("/0/tenant/company/name").asText()).isEqualTo("Fibra Norte");
    }

    @Test
    void what_a_model_would_be_told_can_be_read() {
        run("es", "tenant", "import", EXAMPLE.toString());
        out = new StringWriter();

        assertThat(run("es", "tenant", "show", "fibra-norte", "--instructions")).isZero();

        assertThat(out.toString()).contains("Fibra Norte", "Preguntas frecuentes", "Cobertura");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private int run(String language, String... arguments) {
        var terminal =
                new Terminal(
                        SettingsReader.read(
                                directory,
                                Map.of("DATA_DIR", directory.toString(), "LANGUAGE", language)),
                        Messages.in(Locale.of(language)),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true));
        return Commands.run(terminal, List.of(arguments));
    }
}
