package io.centralita.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.doctor.Examination.Outcome;
import io.centralita.app.doctor.Examination.Status;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import io.centralita.network.demo.DemoNetwork;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
    private static final String LONG = "a name that goes on and on ".repeat(4).strip();

    private final Messages messages = Messages.in(Locale.ENGLISH);
    private final List<String> lines = new ArrayList<>();
    private final Examination examination = new Examination(messages, lines::add);

    @TempDir Path directory;

    @Test
    void notes_do_not_count_and_failures_say_what_to_do() throws InterruptedException {
        examination.run(
                List.of(
                        new Check("good", () -> new Finding.Pass("fine")),
                        new Check("odd", () -> new Finding.Note("by design")),
                        new Check("bad", () -> new Finding.Fail("broken", "mend it"))));

        assertThat(examination.conclude()).isFalse();
        assertThat(lines).contains("1/2", "      by design", "      → mend it");
        assertThat(examination.json().path("of").asInt()).isEqualTo(2);
        assertThat(examination.json().at("/checks/1/status").asText()).isEqualTo("NOTE");
        assertThat(examination.json().at("/checks/2/remedy").asText()).isEqualTo("mend it");
    }

    @Test
    void a_look_that_throws_is_a_failure_with_a_remedy() throws InterruptedException {
        examination.run(
                List.of(
                        new Check(
                                "broken",
                                () -> {
                                    throw new IllegalStateException("no such thing");
                                })));

        assertThat(examination.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.status()).isEqualTo(Status.FAIL))
                .satisfies(outcome -> assertThat(outcome.detail()).isEqualTo("no such thing"))
                .satisfies(outcome -> assertThat(outcome.remedy()).isPresent());
    }

    @Test
    void nothing_is_wider_than_the_terminal() throws InterruptedException {
        examination.run(List.of(new Check(LONG, () -> new Finding.Fail(LONG, LONG))));

        assertThat(lines).hasSizeGreaterThan(4).allMatch(line -> line.length() <= Columns.WIDTH);
    }

    @Test
    void every_router_is_looked_at_and_the_one_that_is_down_by_design_is_a_note() throws Exception {
        var now = Instant.parse("2026-11-21T12:00:00Z");
        try (var network = new DemoNetwork(DemoNetwork.SEED, () -> now, _ -> {})) {
            examination.run(new NetworkChecks(network, settings(), messages).checks());

            assertThat(examination.outcomes()).hasSize(network.routers().size() + 1);
        }
        assertThat(examination.outcomes().stream().map(Outcome::status))
                .containsOnlyOnce(Status.NOTE)
                .doesNotContain(Status.FAIL);
        assertThat(lines).anyMatch(line -> line.contains("FIBRA OPTICA"));
    }

    private Settings settings() throws Exception {
        return SettingsReader.read(directory, Map.of()).settings();
    }
}
