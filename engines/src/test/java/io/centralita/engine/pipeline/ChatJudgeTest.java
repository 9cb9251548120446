package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage.Assistant;
import io.centralita.engine.pipeline.ChatMessage.Switchboard;
import io.centralita.engine.pipeline.ChatMessage.ToolResult;
import io.centralita.engine.pipeline.ChatMessage.User;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The judge of histories refuses what the service refuses.
class ChatJudgeTest {
    private static Assistant asking(String... ids) {
        return new Assistant(
                "", List.of(ids).stream().map(id -> new ToolCall(id, "look", "{}")).toList());
    }

    private static void refused(String why, ChatMessage... messages) {
        assertThat(ChatJudge.faults(List.of(messages)))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault).contains(why));
    }

    @Test
    void it_lets_pass_what_is_in_order() {
        assertThat(
                        ChatJudge.faults(
                                List.of(
                                        new User("hola"),
                                        asking("a", "b"),
                                        new ToolResult("b", "2"),
                                        new ToolResult("a", "1"),
                                        new Switchboard("ya"),
                                        new User("y"))))
                .isEmpty();
    }

    @Test
    void it_refuses_calls_without_answers() {
        refused("did not have response", asking("a"));
        refused("did not have response", asking("a", "b"), new ToolResult("a", "1"));
        refused("did not have response", asking("a"), asking("b"), new ToolResult("b", "1"));
    }

    @Test
    void it_refuses_what_stands_between_a_call_and_its_answer() {
        assertThat(ChatJudge.faults(List.of(asking("a"), new User("y"), new ToolResult("a", "1"))))
                .hasSize(2);
    }

    @Test
    void it_refuses_answers_without_calls_and_second_answers() {
        refused("must be a response", new User("y"), new ToolResult("a", "1"));
        refused(
                "must be a response",
                asking("a"),
                new ToolResult("a", "1"),
                new ToolResult("a", "1"));
    }

    @Test
    void it_refuses_an_id_that_comes_twice_and_messages_without_content() {
        refused(
                "comes twice",
                asking("a"),
                new ToolResult("a", "1"),
                asking("a"),
                new ToolResult("a", "1"));
        refused("no content", new User(" "));
        refused("no content", new Assistant("", List.of()));
        refused("not UTF-8", new User("half \uD83D"));
    }

    @Test
    void it_refuses_names_ids_and_arguments_that_are_none() {
        refused(
                "name",
                new Assistant("", List.of(new ToolCall("a", "mirar red", "{}"))),
                new ToolResult("a", "1"));
        refused("wrong length", asking("x".repeat(41)), new ToolResult("x".repeat(41), "1"));
        refused(
                "no object",
                new Assistant("", List.of(new ToolCall("a", "look", "{\"a\":"))),
                new ToolResult("a", "1"));
    }
}
