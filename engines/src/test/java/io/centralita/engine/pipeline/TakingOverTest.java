package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A pipeline that goes on where another engine was lost.
@Timeout(60)
class TakingOverTest {
    private static final ToolCall ASKED = new ToolCall("call_7", "consultar_mikrotik", "{}");
    private static final HistoryEntry QUESTION = new HistoryEntry.CallerSaid("¿cuántos hay?");

    @Test
    void the_model_is_shown_what_was_said_before() throws Exception {
        try (var rig =
                new PipelineRig(
                        List.of(),
                        List.of(
                                new HistoryEntry.AssistantSaid("Hola."),
                                new HistoryEntry.Told("VIP"),
                                QUESTION))) {
            rig.chat.thenSays("Hay tres.");
            rig.next(EngineEvent.Ready.class);
            rig.session.ask(new Ask.Respond(""));
            rig.next(EngineEvent.ReplyFinished.class);
            assertThat(rig.chat.requests.getFirst().messages())
                    .containsExactly(
                            new ChatMessage.Assistant("Hola.", List.of()),
                            new ChatMessage.Told("VIP"),
                            new ChatMessage.User("¿cuántos hay?"));
        }
    }

    @Test
    void the_result_of_a_tool_that_another_engine_asked_for_is_answered() throws Exception {
        try (var rig =
                new PipelineRig(List.of(), List.of(QUESTION, new HistoryEntry.ToolCalled(ASKED)))) {
            rig.chat.thenSays("Hay 221.");
            rig.next(EngineEvent.Ready.class);
            rig.session.toolFinished("call_7", "221 clientes");
            assertThat(rig.next(EngineEvent.AssistantSaid.class).text()).isEqualTo("Hay 221.");
            rig.next(EngineEvent.ReplyFinished.class);
            assertThat(rig.chat.requests.getFirst().messages())
                    .containsExactly(
                            new ChatMessage.User("¿cuántos hay?"),
                            new ChatMessage.Assistant("", List.of(ASKED)),
                            new ChatMessage.ToolResult("call_7", "221 clientes"));
        }
    }
}
