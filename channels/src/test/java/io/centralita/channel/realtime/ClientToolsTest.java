package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.channel.realtime.ClientTools.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The peer's answer and the run that waits for it come in any order.
@Timeout(10)
class ClientToolsTest {
    private static final ToolCall CALL = new ToolCall("call_1", "ask", "{}");

    private final ClientTools tools = new ClientTools();

    @BeforeEach
    void declare() {
        var schema = JsonNodeFactory.instance.objectNode();
        tools.declare(List.of(new ToolDefinition("ask", "Asks", schema)), false);
        tools.asked(CALL);
    }

    @Test
    void an_answer_that_is_there_before_the_run_begins_is_its_answer() throws Exception {
        assertThat(tools.answer("call_1", "tres")).isEqualTo(Answer.TAKEN);
        assertThat(tools.awaits("call_1")).isFalse();
        assertThat(tools.answer("call_1", "cuatro")).isEqualTo(Answer.UNKNOWN);
        assertThat(run()).isEqualTo(new ToolOutcome.Answered("tres"));
        assertThat(tools.nameOf("call_1")).isNull();
    }

    @Test
    void an_answer_while_the_run_waits_ends_it() throws Exception {
        var outcome = new CompletableFuture<ToolOutcome>();
        var run =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        outcome.complete(run());
                                    } catch (InterruptedException e) {
                                        outcome.completeExceptionally(e);
                                    }
                                });
        while (run.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(tools.answer("call_1", "tres")).isEqualTo(Answer.TAKEN);
        assertThat(outcome.join()).isEqualTo(new ToolOutcome.Answered("tres"));
        assertThat(tools.nameOf("call_1")).isNull();
    }

    @Test
    void an_answer_after_the_run_was_cancelled_is_late_and_the_second_one_unknown()
            throws Exception {
        Thread.currentThread().interrupt();
        assertThat(interrupted()).isTrue();
        assertThat(tools.awaits("call_1")).isTrue();
        assertThat(tools.answer("call_1", "tres")).isEqualTo(Answer.LATE);
        assertThat(tools.answer("call_1", "tres")).isEqualTo(Answer.UNKNOWN);
        assertThat(tools.nameOf("call_1")).isNull();
    }

    @Test
    void a_call_that_the_peer_is_never_told_of_is_cancelled_whenever_its_run_begins()
            throws Exception {
        tools.giveUp(CALL);
        assertThat(run()).isEqualTo(new ToolOutcome.Cancelled());
        assertThat(tools.answer("call_1", "tres")).isEqualTo(Answer.UNKNOWN);
        assertThat(tools.nameOf("call_1")).isNull();
    }

    private boolean interrupted() {
        try {
            run();
            return false;
        } catch (InterruptedException _) {
            return true;
        }
    }

    private ToolOutcome run() throws InterruptedException {
        Tool tool = Objects.requireNonNull(tools.before(_ -> null).find("ask"));
        return tool.run(
                new ToolRequest(
                        CALL,
                        JsonNodeFactory.instance.objectNode(),
                        ToolDeadlines.of(Duration.ofSeconds(60)),
                        Locale.of("es")));
    }
}
