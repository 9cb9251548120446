package io.centralita.app.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.eval.scenario.Scenario;
import io.centralita.app.text.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioFilesTest {
    private static final Path SHIPPED = Path.of("../scenarios");

    @TempDir Path directory;

    @Test
    void every_scenario_that_is_shipped_can_be_read_and_started() throws Exception {
        var found = ScenarioFiles.read(List.of(SHIPPED));

        var words = found.faults().stream().map(f -> f.text(Messages.in(Locale.ENGLISH)));
        assertThat(words.toList()).isEmpty();
        assertThat(found.scenarios())
                .extracting(Scenario::id)
                .contains("basic", "several-messages", "kinds-of-message", "mikrotik-clients");
        for (var scenario : found.scenarios()) {
            new ServerWishes(directory, Map.of()).settings(scenario, directory);
        }
    }

    @Test
    void the_example_of_the_documentation_can_be_read() throws Exception {
        var page = Files.readString(Path.of("../docs/scenarios.md"));
        var examples = page.split("```yaml\n", -1);
        assertThat(examples).hasSizeGreaterThan(1);
        var file = directory.resolve("example.yaml");
        for (var i = 1; i < examples.length; i++) {
            var example = examples[i].substring(0, examples[i].indexOf("```"));
            if (example.startsWith("name:")) {
                Files.writeString(file, example);
                assertThat(ScenarioFiles.read(List.of(file)).faults()).isEmpty();
            }
        }
    }

    @Test
    void a_server_is_set_by_the_scenario_and_not_by_this_machine() throws Exception {
        Files.writeString(directory.resolve(".env"), "SILENCE_BUDGET=9 s\nMAX_CALLS=3\n");
        var file =
                Files.writeString(
                        directory.resolve("a.yaml"),
                        """
                        name: a
                        language: en
                        server: {tool-timeout: 15 s}
                        steps:
                          - say: b
                        expect:
                          - no-repeat: true
                        """);
        var scenario = ScenarioFiles.read(List.of(file)).scenarios().getFirst();
        var environment = Map.of("HTTP_PORT", "1", "OPENAI_API_KEY", "sk-test", "ENGINE", "openai");

        var settings = new ServerWishes(directory, environment).settings(scenario, directory);

        assertThat(settings.http().port()).isZero();
        assertThat(settings.calls().language()).isEqualTo(Locale.ENGLISH);
        assertThat(settings.calls().silenceBudget()).hasMillis(2_500);
        assertThat(settings.calls().maximum()).isEqualTo(100);
        assertThat(settings.calls().engine().engineName()).isEqualTo("offline");
        assertThat(settings.calls().fallback()).isEmpty();
        assertThat(settings.network().toolTimeout()).hasSeconds(15);
        assertThat(settings.openAi().usable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.yaml", "two.yml"})
    void a_directory_is_searched_for_yaml(String name) throws Exception {
        Files.writeString(directory.resolve(name), "name: x\n");
        Files.writeString(directory.resolve("readme.txt"), "name: x\n");

        assertThat(ScenarioFiles.read(List.of(directory)).faults())
                .isNotEmpty()
                .allMatch(fault -> fault.file().endsWith(name));
    }
}
