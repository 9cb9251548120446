package io.centralita.app.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.app.eval.scenario.Expectation.What;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two short scenarios against a real server: one that is met, one whose expectations are wrong.
class EvaluationTest {
    private static final Messages ENGLISH = Messages.in(Locale.ENGLISH);

    @TempDir static Path directory;

    private static final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    private static Result right;
    private static Result wrong;

    @BeforeAll
    static void play() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        var scenarios = ScenarioFiles.read(List.of(Path.of("src/test/resources/eval")));
        assertThat(scenarios.faults()).isEmpty();
        var results =
                new Evaluation(
                                new ServerWishes(directory, Map.of()),
                                Optional.empty(),
                                new Recordings(directory.resolve("kept"), Optional.empty()),
                                2,
                                new Progress(told::add, ENGLISH))
                        .run(scenarios.scenarios());
        right = results.getFirst();
        wrong = results.getLast();
    }

    @Test
    void a_scenario_that_is_met_passes_and_leaves_nothing() {
        assertThat(right.passed()).as("%s", right).isTrue();
        assertThat(right.findings()).hasSize(6);
        assertThat(right.recording()).isEmpty();
        assertThat(right.length()).isGreaterThan(java.time.Duration.ofSeconds(5));
    }

    @Test
    void what_is_not_met_fails_and_only_that() {
        assertThat(wrong.findings().stream().map(Finding::passed))
                .as("%s", wrong)
                .containsExactly(true, true, false, false, false, false, false);
        assertThat(wrong.recording()).hasValueSatisfying(file -> assertThat(file).isNotEmptyFile());
    }

    @Test
    void progress_is_told_while_calls_last() {
        assertThat(told)
                .anyMatch(line -> line.contains("Starting a switchboard for 2 scenarios (es)"))
                .anyMatch(line -> line.contains("right") && line.contains("«¿Cuántos clientes"))
                .anyMatch(line -> line.contains("wrong") && line.contains("call over"));
    }

    @Test
    void people_read_what_was_expected_and_what_was_heard_when() {
        for (var language : List.of(ENGLISH, Messages.in(Locale.of("es")))) {
            var lines = new ArrayList<String>();
            new ResultTable(language, lines::add).print(List.of(right, wrong));

            assertThat(lines)
                    .allMatch(line -> line.length() <= Columns.WIDTH)
                    .anyMatch(line -> line.startsWith("PASS  right") && line.endsWith("6/6"))
                    .anyMatch(line -> line.startsWith("FAIL  wrong") && line.endsWith("2/7"))
                    .anyMatch(line -> line.contains("wrong.yaml:" + lineOfHeard()))
                    .anyMatch(line -> line.matches(".*«(Son las|Es la) .*"))
                    .anyMatch(line -> line.contains("wrong.wav"));
        }
    }

    private static int lineOfHeard() {
        return wrong.scenario().steps().getFirst().expectations().stream()
                .filter(expectation -> expectation.what() instanceof What.Heard)
                .findFirst()
                .orElseThrow()
                .line();
    }

    @Test
    void programs_read_the_same() throws Exception {
        var json = new JsonMapper().readTree(ResultJson.of(List.of(right, wrong), ENGLISH));

        assertThat(json.path("passed").asInt()).isEqualTo(1);
        assertThat(json.path("failed").asInt()).isEqualTo(1);
        var failed = json.path("scenarios").path(1);
        assertThat(failed.path("expectations").path(2).path("passed").asBoolean(true)).isFalse();
        assertThat(failed.path("expectations").path(2).path("heard").path(0).path("text").asText())
                .isNotEmpty();
        assertThat(failed.path("call").asText()).startsWith("CA");
    }
}
