package io.centralita.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.text.Messages;
import io.centralita.call.text.LocalizedText;
import io.centralita.tool.http.HttpToolSpec.Method;
import io.centralita.tool.mcp.McpServerSpec.Place;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsFileTest {
    private static final String WHOLE =
            """
            http:
              - name: find_order
                description: {es: Busca un pedido., en: Finds an order.}
                acknowledgement: {es: Voy a mirar su pedido., en: Let me look up your order.}
                url: https://crm.example/orders/{id}{?lang}
                headers:
                  Authorization: Bearer ${secret:CRM_TOKEN}
                arguments:
                  properties:
                    id: {type: string, pattern: "^[A-Z]{2}[0-9]+$"}
                    lang: {enum: [es, "no"]}
                  required: [id]
                answer: /order/text
                on-status:
                  404: {es: No hay tal pedido., en: There is no such order.}
                timeout: 10 s
              - name: cancel_order
                description: Cancels an order.
                method: post
                url: https://crm.example/cancel?key=${secret:CRM_KEY}
                arguments: {properties: {id: {type: string}}, required: [id]}
                body: {order: "{id}", by: telephone}
                confirm: true
                max-bytes: 1000
            mcp:
              - name: files
                command: [npx, -y]
                args: server
                env: {TOKEN: "${secret:CRM_TOKEN}"}
                directory: /srv
                tools: [read_*, list]
                confirm: write
              - name: crm
                prefix: ""
                url: https://mcp.example/mcp
                headers: {X-Key: "${secret:CRM_TOKEN}"}
                timeout: 5
            tenants:
              default: [find_*, "files_*"]
            """;

    @TempDir Path directory;

    @Test
    void what_is_described_is_what_is_offered() throws Exception {
        write("tools.yaml", WHOLE);
        write(".env", "CRM_TOKEN=t0ken\nCRM_KEY=k&y\n");

        var tools = read(Map.of()).settings().network().configured();

        var find = tools.http().getFirst();
        assertThat(find.definition().name()).isEqualTo("find_order");
        assertThat(find.definition().description()).isEqualTo("Busca un pedido.");
        assertThat(find.definition().acknowledgement().byLanguage())
                .isEqualTo(
                        Map.of("es", "Voy a mirar su pedido.", "en", "Let me look up your order."));
        assertThat(find.definition().confirmed()).isFalse();
        assertThat(find.method()).isEqualTo(Method.GET);
        assertThat(find.repeatable()).isTrue();
        assertThat(find.headers()).containsEntry("Authorization", "Bearer t0ken");
        assertThat(find.url().names()).containsExactlyInAnyOrder("id", "lang");
        assertThat(find.answer()).hasToString("/order/text");
        assertThat(find.sayings()).containsEntry(404, "No hay tal pedido.");
        assertThat(find.timeout()).isEqualTo(Duration.ofSeconds(10));
        var parameters = find.definition().parameters();
        assertThat(parameters.path("type").asText()).isEqualTo("object");
        assertThat(parameters.at("/properties/lang/enum/1").asText()).isEqualTo("no");
        var cancel = tools.http().getLast();
        assertThat(cancel.definition().confirmed()).isTrue();
        assertThat(cancel.repeatable()).isFalse();
        assertThat(cancel.bodyLimit()).isEqualTo(1_000);
        assertThat(cancel.body()).isNotNull();

        var files = tools.mcp().getFirst();
        assertThat(files.prefix()).isEqualTo("files");
        assertThat(files.place())
                .isEqualTo(
                        new Place.Program(
                                List.of("npx", "-y", "server"),
                                Map.of("TOKEN", "t0ken"),
                                Path.of("/srv")));
        assertThat(files.tools().matches("read_all")).isTrue();
        assertThat(files.tools().matches("write")).isFalse();
        assertThat(files.confirmed().matches("write")).isTrue();
        var crm = tools.mcp().getLast();
        assertThat(crm.prefix()).isEmpty();
        assertThat(crm.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(crm.place())
                .isEqualTo(
                        new Place.Address(
                                URI.create("https://mcp.example/mcp"), Map.of("X-Key", "t0ken")));

        assertThat(tools.allowed("default").matches("find_order")).isTrue();
        assertThat(tools.allowed("default").matches("get_current_time")).isFalse();
        assertThat(tools.allowed("somebody").matches("find_order")).isFalse();
    }

    @Test
    void the_examples_of_the_documentation_are_right() throws Exception {
        var page = Files.readString(Path.of("..", "docs", "tools.md"));
        var blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
        var examples = new ArrayList<String>();
        examples.add(Files.readString(Path.of("..", "tools.example.yaml")));
        blocks.results().forEach(block -> examples.add(block.group(1)));
        assertThat(examples).hasSizeGreaterThan(3);
        for (var example : examples) {
            write("tools.yaml", example);
            for (var language : List.of("es", "en")) {
                var secrets = Map.of("CRM_TOKEN", "a", "FILES_TOKEN", "b", "LANGUAGE", language);
                assertThat(texts(read(secrets))).as(example).isEmpty();
            }
        }
    }

    @Test
    void nothing_that_is_printed_has_a_secret() throws Exception {
        write("tools.yaml", WHOLE);
        write(".env", "CRM_TOKEN=t0ken\nCRM_KEY=k3y\n");
        var settings = read(Map.of()).settings();

        assertThat(settings.toString()).doesNotContain("t0ken", "k3y");
        assertThat(read(Map.of()).toString()).doesNotContain("t0ken", "k3y");
    }

    @Test
    void texts_are_those_of_the_language_of_the_house() throws Exception {
        write("tools.yaml", WHOLE);

        var tools =
                read(Map.of("CRM_TOKEN", "a", "CRM_KEY", "b", "LANGUAGE", "en"))
                        .settings()
                        .network()
                        .configured();

        assertThat(tools.http().getFirst().definition().description()).isEqualTo("Finds an order.");
    }

    @Test
    void what_callers_are_told_is_kept_in_every_language_it_is_written_in() throws Exception {
        write(
                "tools.yaml",
                """
                http:
                  - name: a
                    description: x
                    url: http://h/a
                    acknowledgement: {es: Voy a mirar., en: Let me look.}
                  - {name: b, description: x, url: "http://h/b", acknowledgement: {en: Only English.}}
                  - {name: c, description: x, url: "http://h/c"}
                mcp:
                  - {name: d, url: "http://h/mcp", acknowledgement: One moment.}
                """);

        var read = read(Map.of("LANGUAGE", "en"));

        assertThat(texts(read)).isEmpty();
        assertThat(read.settings().network().configured().acknowledgements())
                .extracting(LocalizedText::byLanguage)
                .containsExactly(
                        Map.of("es", "Voy a mirar.", "en", "Let me look."),
                        Map.of("en", "Only English."),
                        Map.of(),
                        Map.of("en", "One moment."));
        assertThat(texts(read(Map.of("LANGUAGE", "es"))))
                .singleElement()
                .asString()
                .contains("«es»");
    }

    @Test
    void what_callers_would_listen_to_for_too_long_is_a_fault() throws Exception {
        var longest = "a".repeat(160);
        var file =
                """
                mcp:
                  - {name: d, url: "http://h/mcp", acknowledgement: %s}
                  - {name: e, url: "http://h/mcp", acknowledgement: {es: %s}}
                """;
        write("tools.yaml", file.formatted(longest, longest));
        assertThat(texts(read(Map.of()))).isEmpty();

        write("tools.yaml", file.formatted(longest + "a", longest + "a"));
        assertThat(texts(read(Map.of()))).hasSize(2).allMatch(text -> text.contains("160"));
    }

    @Test
    void without_a_file_there_are_no_tools_and_everybody_may_use_ours() throws Exception {
        var tools = read(Map.of()).settings().network().configured();

        assertThat(tools).isEqualTo(ToolsFile.NONE);
        assertThat(tools.allowed("default").matches("anything")).isTrue();
    }

    @Test
    void all_that_is_wrong_is_named_at_once_with_its_line_and_what_to_do() throws IOException {
        write(
                "mine.yaml",
                """
                http:
                  - name: has blanks
                    description: x
                    url: http://h/a
                  - name: get_current_time
                    description: x
                    url: http://h/a
                  - descripcion: x
                    url: http://{host}/a
                    method: FETCH
                  - name: a
                    description: {es: hola}
                    url: http://h/{id}#x
                    headers: {Host: x, X-Key: "${secret:NOT_SET}"}
                    body: {a: b}
                    answer: text
                    arguments: [1]
                    timeout: 999
                  - name: b
                    description: x
                    url: http://h/{id}
                mcp:
                  - name: x y
                    command: a
                    url: http://h
                  - name: c
                    command: [a, "${secret:NOT_SET}"]
                    headers: {a: b}
                tenats: {}
                """);

        var problems =
                read(Map.of("TOOLS_FILE", "mine.yaml")).problems().stream()
                        .map(problem -> problem.text(Messages.in(Locale.ENGLISH)))
                        .toList();

        assertThat(problems)
                .anyMatch(text -> text.contains("line 2") && text.contains("has blanks"))
                .anyMatch(text -> text.contains("line 5") && text.contains("get_current_time"))
                .anyMatch(
                        text ->
                                text.contains("line 8")
                                        && text.contains("did you mean description"))
                .anyMatch(text -> text.contains("line 8") && text.contains("«name» is missing"))
                .anyMatch(text -> text.contains("line 9") && text.contains("never in the host"))
                .anyMatch(text -> text.contains("line 10") && text.contains("GET, DELETE, POST"))
                .anyMatch(text -> text.contains("line 13") && text.contains("begins with #"))
                .anyMatch(text -> text.contains("line 14") && text.contains("«Host» is no header"))
                .anyMatch(text -> text.contains("line 14") && text.contains("secret NOT_SET"))
                .anyMatch(text -> text.contains("line 15") && text.contains("GET has no body"))
                .anyMatch(text -> text.contains("line 16") && text.contains("JSON pointer"))
                .anyMatch(text -> text.contains("line 17") && text.contains("«properties»"))
                .anyMatch(text -> text.contains("line 18") && text.contains("«999»"))
                .anyMatch(text -> text.contains("line 21") && text.contains("«id»"))
                .anyMatch(text -> text.contains("line 23") && text.contains("x y"))
                .anyMatch(text -> text.contains("line 23") && text.contains("either «command»"))
                .anyMatch(text -> text.contains("pass secrets in «env»"))
                .anyMatch(text -> text.contains("line 28") && text.contains("headers"))
                .anyMatch(
                        text -> text.contains("line 29") && text.contains("did you mean tenants"));
        assertThat(problems).allMatch(text -> text.startsWith("mine.yaml, line "));
    }

    @Test
    void a_file_that_is_no_yaml_or_is_missing_is_named() throws IOException {
        assertThat(texts(read(Map.of("TOOLS_FILE", "none.yaml"))))
                .singleElement()
                .asString()
                .contains("none.yaml", "no such file");
        for (var text :
                List.of("http: [", "http:\n  - a: &x [*x]", "a: 1\na: 2", "- 1", "? [a]\n: b")) {
            write("tools.yaml", text);
            assertThat(texts(read(Map.of()))).as(text).isNotEmpty();
        }
    }

    @Test
    void a_file_that_grows_by_its_own_references_is_refused() throws IOException {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 8; i++) {
            var before = ("*a" + (i - 1) + ", ").repeat(10);
            text.append("a%d: &a%d [%sx]\n".formatted(i, i, before));
        }
        write("tools.yaml", text.toString());
        assertThat(texts(read(Map.of()))).singleElement().asString().contains("tools.yaml");
    }

    private List<String> texts(Reading reading) {
        return reading.problems().stream()
                .map(problem -> problem.text(Messages.in(Locale.ENGLISH)))
                .toList();
    }

    private Reading read(Map<String, String> environment) {
        return SettingsReader.read(directory, environment);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
