package io.centralita.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatMessage.Assistant;
import io.centralita.engine.pipeline.ChatMessage.Switchboard;
import io.centralita.engine.pipeline.ChatMessage.Told;
import io.centralita.engine.pipeline.ChatMessage.ToolResult;
import io.centralita.engine.pipeline.ChatMessage.User;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MessageWriterTest {
    private static final Dialect OPENAI = Dialect.of("api.openai.com", "gpt-4.1", "");
    private static final Dialect OTHER = Dialect.of("127.0.0.1", "mistral", "");

    private static final List<ChatMessage> TALK =
            List.of(
                    new Assistant("Hola, dime.", List.of()),
                    new User("¿Cuántos hay?"),
                    new Told("Es cliente desde 2019."),
                    new Switchboard("Déjame consultar."),
                    new Assistant("", List.of(call("call_0", "{\"a\":1}"), call("call_0", "nope"))),
                    new ToolResult("call_0", "221"),
                    new ToolResult("call_0", "7"),
                    new Assistant("Hay 221.", List.of()),
                    new User(" "),
                    new User("Gracias"));

    @Test
    void openai_is_told_everything_in_its_order() {
        assertThat(lines(OPENAI))
                .containsExactly(
                        "system: Be brief.",
                        "assistant: Hola, dime.",
                        "user: ¿Cuántos hay?",
                        "system: Es cliente desde 2019.",
                        "assistant: Déjame consultar.",
                        "assistant: null call00001 {\"a\":1} call00002 {}",
                        "tool: 221 <- call00001",
                        "tool: 7 <- call00002",
                        "assistant: Hay 221.",
                        "user: Gracias");
    }

    @Test
    void other_servers_hear_caller_and_assistant_by_turns() {
        assertThat(lines(OTHER))
                .containsExactly(
                        "system: Be brief.",
                        "user: " + Prompts.begin(),
                        "assistant: Hola, dime.",
                        "user: ¿Cuántos hay?\n" + Prompts.told("Es cliente desde 2019."),
                        "assistant: Déjame consultar. call00001 {\"a\":1} call00002 {}",
                        "tool: 221 <- call00001",
                        "tool: 7 <- call00002",
                        "assistant: Hay 221.",
                        "user: Gracias");
    }

    @Test
    void a_result_of_nobodys_question_is_left_out() {
        var messages = List.<ChatMessage>of(new User("Hola"), new ToolResult("call_7", "221"));
        assertThat(MessageWriter.write("Be brief.", messages, OPENAI)).hasSize(2);
    }

    @Test
    void a_caller_who_did_not_wait_for_the_answer_is_a_turn_of_its_own() {
        List<ChatMessage> messages =
                List.of(
                        new User("¿Cuántos hay?"),
                        new Assistant("", List.of(call("a", "{}"))),
                        new ToolResult("a", "221"),
                        new User("¿Y routers?"));
        assertThat(lines(messages, OTHER))
                .containsExactly(
                        "system: Be brief.",
                        "user: ¿Cuántos hay?",
                        "assistant: null call00001 {}",
                        "tool: 221 <- call00001",
                        "assistant: " + Prompts.unanswered(),
                        "user: ¿Y routers?");
        assertThat(lines(messages, OPENAI)).hasSize(5);
    }

    @Test
    void what_the_switchboard_said_while_tools_ran_comes_before_their_results() {
        List<ChatMessage> messages =
                List.of(
                        new User("¿Cuántos hay?"),
                        new Assistant("", List.of(call("a", "{}"))),
                        new ToolResult("a", "221"),
                        new Switchboard("Déjame consultar."),
                        new Switchboard("Sigo en ello."));
        for (var dialect : List.of(OPENAI, OTHER)) {
            assertThat(lines(messages, dialect))
                    .containsExactly(
                            "system: Be brief.",
                            "user: ¿Cuántos hay?",
                            "assistant: Déjame consultar.\nSigo en ello. call00001 {}",
                            "tool: 221 <- call00001");
        }
    }

    @Test
    void a_note_on_results_is_an_instruction_where_nobody_may_speak_before_they_are_answered() {
        List<ChatMessage> messages =
                List.of(
                        new User("¿Cuántos hay?"),
                        new Assistant("", List.of(call("a", "{}"))),
                        new ToolResult("a", "221"),
                        new Switchboard("Déjame consultar."),
                        new Told("Answer now."));
        assertThat(lines(messages, OTHER))
                .startsWith("system: Be brief.\n\nAnswer now.")
                .endsWith("tool: 221 <- call00001");
        assertThat(lines(messages, OPENAI)).last().asString().endsWith(": Answer now.");
    }

    private static List<String> lines(Dialect dialect) {
        return lines(TALK, dialect);
    }

    private static List<String> lines(List<ChatMessage> messages, Dialect dialect) {
        return MessageWriter.write("Be brief.", messages, dialect)
                .valueStream()
                .map(MessageWriterTest::line)
                .toList();
    }

    private static String line(JsonNode message) {
        var line = new StringBuilder(message.path("role").asText());
        line.append(": ").append(message.path("content").asText());
        for (var call : message.path("tool_calls")) {
            line.append(' ').append(call.path("id").asText());
            line.append(' ').append(call.path("function").path("arguments").asText());
        }
        if (message.has("tool_call_id")) {
            line.append(" <- ").append(message.path("tool_call_id").asText());
        }
        return line.toString();
    }

    private static ToolCall call(String id, String arguments) {
        return new ToolCall(id, "consultar_mikrotik", arguments);
    }
}
