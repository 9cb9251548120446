package io.centralita.tool.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.tool.ToolOutcome;
import io.centralita.tool.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpeningHoursToolTest {
    private final OpeningHoursTool tool =
            new OpeningHoursTool(Map.of("centro", "El centro abre de nueve a dos."));

    @Test
    void the_example_answers() {
        assertThat(run("{\"shop\": \"centro\"}"))
                .isEqualTo(new ToolOutcome.Answered("El centro abre de nueve a dos."));
    }

    @Test
    void the_example_tells_the_model_what_it_did_wrong() {
        assertThat(run("{\"shop\": \"playa\"}"))
                .isEqualTo(
                        new ToolOutcome.InvalidArguments(
                                "There is no such shop. The shops are: [centro]."));
        assertThat(run("{}")).isInstanceOf(ToolOutcome.InvalidArguments.class);
    }

    @Test
    void the_guide_shows_the_example_as_it_is() throws IOException {
        var source = Path.of("src/test/java/io/centralita/tool/example", "OpeningHoursTool.java");
        assertThat(Files.readString(Path.of("../docs/tools.md")))
                .contains("```java\n" + Files.readString(source) + "```");
    }

    private ToolOutcome run(String arguments) {
        return tool.run(
                Requests.of(
                        "get_opening_hours", arguments, Duration.ofSeconds(60), Requests.SPANISH));
    }
}
