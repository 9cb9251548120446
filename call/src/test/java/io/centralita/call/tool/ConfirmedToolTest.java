package io.centralita.call.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.text.LocalizedText;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ConfirmedToolTest {
    private final AtomicReference<ObjectNode> seen = new AtomicReference<>();
    private final ObjectNode schema =
            JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "object")
                    .put("additionalProperties", false);
    private final Tool plain =
            new Tool() {
                @Override
                public ToolDefinition definition() {
                    return new ToolDefinition(
                            "pay",
                            "Pays.",
                            schema,
                            LocalizedText.of(Locale.of("es"), "Voy a pagarlo."),
                            false);
                }

                @Override
                public ToolOutcome run(ToolRequest request) {
                    seen.set(request.arguments());
                    return new ToolOutcome.Answered("hecho");
                }
            };

    @Test
    void a_model_sees_one_more_argument_and_the_tool_does_not() throws InterruptedException {
        var tool = new ConfirmedTool(plain);
        var arguments = JsonNodeFactory.instance.objectNode().put("to", "ana");

        var outcome =
                tool.run(
                        new ToolRequest(
                                new ToolCall("1", "pay", "{}"),
                                arguments.deepCopy().put("confirmed", true),
                                ToolDeadlines.of(Duration.ofSeconds(5)),
                                Locale.of("es")));

        assertThat(outcome).isEqualTo(new ToolOutcome.Answered("hecho"));
        assertThat(seen.get()).isEqualTo(arguments);
        assertThat(tool.definition().confirmed()).isTrue();
        assertThat(tool.definition().acknowledgement())
                .isEqualTo(LocalizedText.of(Locale.of("es"), "Voy a pagarlo."));
        assertThat(tool.definition().parameters().at("/properties/confirmed/type").asText())
                .isEqualTo("boolean");
        assertThat(schema.has("properties")).isFalse();
    }
}
