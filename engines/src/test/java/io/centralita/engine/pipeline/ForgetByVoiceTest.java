package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.record.CallReport;
import io.centralita.call.tool.ConfirmedTool;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.engine.offline.OfflineChatModel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A whole call in which the caller wants to be forgotten, with the embedded mind: the call asks
/// before it is done.
@Timeout(60)
class ForgetByVoiceTest {
    private final List<String> forgotten = new CopyOnWriteArrayList<>();
    private final SpokenCall call = new SpokenCall(new OfflineChatModel(), tool());

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void it_is_done_once_the_caller_has_agreed_and_not_before() throws Exception {
        call.begin();
        call.says("olvida mis datos");
        PipelineRig.await(() -> call.heard("¿Quieres que borre tus datos"));
        assertThat(forgotten).isEmpty();
        call.says("no");
        PipelineRig.await(() -> call.heard("no borro nada"));
        assertThat(forgotten).isEmpty();
        call.says("no guardes mis datos");
        PipelineRig.await(() -> call.heard("no guarde nada"));
        call.says("sí");
        PipelineRig.await(() -> call.heard("Hecho."));
        var report = call.hangUp();

        assertThat(forgotten).containsExactly("{\"keep_nothing_from_now_on\":true}");
        assertThat(report.tools().stream().map(CallReport.ToolUse::outcome).toList())
                .containsExactly("refused", "refused", "answered");
    }

    private Tool tool() {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties").putObject("keep_nothing_from_now_on").put("type", "boolean");
        return new ConfirmedTool(
                new Tool() {
                    @Override
                    public ToolDefinition definition() {
                        return new ToolDefinition("forget_caller", "forget", schema);
                    }

                    @Override
                    public ToolOutcome run(ToolRequest request) {
                        forgotten.add(request.arguments().toString());
                        return new ToolOutcome.Answered("Hecho.");
                    }
                });
    }
}
