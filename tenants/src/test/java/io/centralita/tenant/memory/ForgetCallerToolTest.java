package io.centralita.tenant.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgetCallerToolTest {
    @TempDir Path directory;

    private MemoryRig rig;

    @BeforeEach
    void open() throws InterruptedException {
        rig = new MemoryRig(directory.resolve("centralita.db"), null);
        rig.ended(
                Calls.ended("CA1", Calls.ANA, rig.ago(20), "Me llamo Ana"),
                Calls.ended("CA2", Calls.LUIS, rig.ago(10), "Me llamo Luis"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Tool tool(String from) {
        return ForgetCallerTool.of(rig.memories, "default", from);
    }

    private static ObjectNode confirmed() {
        return JsonNodeFactory.instance.objectNode().put("confirmed", true);
    }

    private static ToolOutcome run(Tool tool, ObjectNode arguments, Locale language)
            throws InterruptedException {
        return tool.run(
                new ToolRequest(
                        new ToolCall("t1", ForgetCallerTool.NAME, arguments.toString()),
                        arguments,
                        ToolDeadlines.of(Duration.ofSeconds(60)),
                        language));
    }

    @Test
    void it_changes_something_so_the_caller_is_asked_first() {
        var definition = tool(Calls.ANA).definition();
        assertThat(definition.confirmed()).isTrue();
        assertThat(definition.name()).isEqualTo("forget_caller");
        assertThat(definition.parameters().path("properties").fieldNames())
                .toIterable()
                .containsExactly("keep_nothing_from_now_on", "confirmed");
    }

    @Test
    void the_caller_on_the_line_is_forgotten_and_nobody_else() throws Exception {
        // A model cannot choose whose data it is.
        var outcome =
                run(tool(Calls.ANA), confirmed().put("number", Calls.LUIS), MemoryRig.SPANISH);
        assertThat(outcome)
                .isEqualTo(
                        new ToolOutcome.Answered(
                                "Listo, he borrado tus datos y lo que recordaba de tus llamadas."));
        assertThat(rig.known(Calls.ANA)).isEmpty();
        assertThat(rig.known(Calls.LUIS)).isPresent();
    }

    @Test
    void nothing_is_kept_from_now_on_where_the_caller_wants_that() throws Exception {
        var outcome =
                run(
                        tool(Calls.ANA),
                        confirmed().put("keep_nothing_from_now_on", true),
                        Locale.ENGLISH);
        assertThat(outcome).asString().contains("from now on I will keep nothing");
        rig.time.advance(Duration.ofMinutes(5));
        rig.ended(Calls.ended("CA3", Calls.ANA, rig.ago(1), "Me llamo Ana"));
        assertThat(rig.known(Calls.ANA)).isEmpty();
    }

    @Test
    void who_calls_without_a_number_is_told_that_nothing_is_remembered() throws Exception {
        assertThat(run(tool("anonymous"), confirmed(), MemoryRig.SPANISH))
                .asString()
                .contains("Llamas sin número");
    }

    @Test
    void a_failure_is_not_called_a_success() throws Exception {
        rig.records.close();
        assertThat(run(tool(Calls.ANA), confirmed(), MemoryRig.SPANISH))
                .isInstanceOf(ToolOutcome.Unexpected.class);
    }
}
