package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.record.CallReport;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A whole call in which the caller drops what is being looked up.
@Timeout(60)
class CancelByVoiceTest {
    private final ScriptedChat chat = new ScriptedChat();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final SpokenCall call = new SpokenCall(chat, tool());

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void the_tool_is_stopped_the_caller_is_told_and_the_call_goes_on() throws Exception {
        call.begin();
        chat.thenAsks("a");
        call.says("¿cuántos hay?");
        PipelineRig.await(() -> !chat.requests.isEmpty());
        call.says("olvídalo");
        PipelineRig.await(() -> call.heard("cancelad"));
        stopped.await();
        chat.thenSays("Son las diez.");
        call.says("¿qué hora es?");
        PipelineRig.await(() -> call.heard("Son las diez."));
        var report = call.hangUp();

        assertThat(report.tools().stream().map(CallReport.ToolUse::name).toList())
                .containsExactly("consultar_mikrotik", "cancel_lookups");
        assertThat(report.tools().getFirst().outcome()).isEqualTo("cancelled");
        assertThat(ChatJudge.faults(chat.requests.getLast().messages())).isEmpty();
        assertThat(chat.requests).hasSize(2);
    }

    /// A tool that never answers.
    private Tool tool() {
        return new Tool() {
            @Override
            public ToolDefinition definition() {
                return new ToolDefinition(
                        "consultar_mikrotik", "ask", JsonNodeFactory.instance.objectNode());
            }

            @Override
            public ToolOutcome run(ToolRequest request) throws InterruptedException {
                try {
                    new CountDownLatch(1).await();
                    throw new AssertionError("nobody counts down");
                } finally {
                    stopped.countDown();
                }
            }
        };
    }
}
