package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage.Assistant;
import io.centralita.engine.pipeline.ChatMessage.Switchboard;
import io.centralita.engine.pipeline.ChatMessage.Told;
import io.centralita.engine.pipeline.ChatMessage.ToolResult;
import io.centralita.engine.pipeline.ChatMessage.User;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChatHistoryTest {
    private final ChatHistory history = history(20, 24_000);

    private static ChatHistory history(int messages, int characters) {
        return new ChatHistory(new HistoryLimits(messages, characters, 8_000), new ToolIds(7));
    }

    private static ToolCall call(String id) {
        return new ToolCall(id, "tool", "{}");
    }

    private static Assistant asking(String... ids) {
        return new Assistant("", List.of(ids).stream().map(ChatHistoryTest::call).toList());
    }

    private static List<String> ask(ChatHistory history, String... ids) {
        return history
                .ask("", List.of(ids).stream().map(ChatHistoryTest::call).toList(), 0)
                .stream()
                .map(ToolCall::id)
                .toList();
    }

    @Test
    void a_text_is_no_longer_than_the_limit_whoever_wrote_it() {
        var history = new ChatHistory(new HistoryLimits(60, 24_000, 300), new ToolIds(7));
        var endless = "palabra ".repeat(100);
        history.add(new ChatMessage.User(endless));
        history.say(endless, 1);
        history.ask("", List.of(new ToolCall("a", "clock", "{\"x\":\"" + endless + "\"}")), 0);
        history.toolFinished("a", endless);

        assertThat(history.messages())
                .hasSize(4)
                .allSatisfy(message -> assertThat(message.toString().length()).isBetween(20, 400));
        assertThat(history.messages().getFirst().toString()).contains(ChatRules.CUT);
        assertThat(history.messages().getLast().toString()).contains(ChatRules.CUT);
    }

    @Test
    void the_oldest_turns_go_first_and_whole() {
        var small = history(4, 24_000);
        small.add(new User("uno"));
        ask(small, "a");
        small.toolFinished("a", "resultado");
        small.say("dicho", 1);
        assertThat(small.messages()).hasSize(4);

        small.add(new User("dos"));
        assertThat(small.messages()).containsExactly(new User("dos"));
    }

    @Test
    void a_history_that_is_too_long_in_characters_forgets_turns_and_no_half_ones() {
        var small = history(60, 2_000);
        for (int i = 0; i < 8; i++) {
            small.add(new User("pregunta " + i));
            ask(small, "t" + i);
            small.toolFinished("t" + i, "x".repeat(400));
            small.say("respuesta " + i, 0);
        }
        assertThat(ChatJudge.faults(small.messages())).isEmpty();
        assertThat(small.messages().getFirst()).isEqualTo(new User("pregunta 4"));
        assertThat(small.messages()).hasSize(16);
    }

    @Test
    void of_the_newest_turn_the_question_and_the_last_tools_stay_whatever_their_length() {
        var small = history(60, 1_000);
        small.add(new User("¿qué hay?"));
        ask(small, "a");
        small.toolFinished("a", "x".repeat(5_000));
        ask(small, "b");
        small.add(new User("¿sigues ahí?"));
        small.add(new Switchboard("Sí, aquí sigo. " + "y".repeat(300)), 0);
        small.add(new User("¿y la hora?"));
        small.toolFinished("b", "z".repeat(5_000));

        assertThat(small.messages()).startsWith(new User("¿qué hay?"));
        assertThat(small.messages()).endsWith(new User("¿y la hora?"));
        assertThat(small.messages()).contains(asking("b")).doesNotContain(asking("a"));
        assertThat(ChatJudge.faults(small.messages())).isEmpty();
        assertThat(small.messages().toString().length()).isLessThan(1_500);
    }

    @Test
    void notes_outlive_the_turns_they_stand_in_up_to_a_quarter_of_the_room() {
        var small = history(8, 24_000);
        small.add(new Told("El cliente es Ana."));
        for (int i = 0; i < 9; i++) {
            small.add(new User("p" + i));
            small.say("r" + i, 0);
        }
        assertThat(small.messages()).startsWith(new Told("El cliente es Ana."));
        IntStream.range(0, 9).forEach(i -> small.add(new Told("nota " + i)));
        assertThat(small.messages()).contains(new User("p8")).contains(new Told("nota 8"));
        assertThat(small.messages()).doesNotContain(new Told("El cliente es Ana."));
        assertThat(small.messages()).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void what_is_said_while_tools_run_follows_their_results_in_order() {
        history.add(new User("¿cuántos?"));
        ask(history, "a", "b");
        history.add(new Switchboard("Un momento."), 0);
        history.add(new User("¿sigues ahí?"));
        history.toolFinished("b", "2");
        history.add(new Switchboard("Sí, aquí sigo."), 1);
        assertThat(history.running()).isEqualTo(1);
        assertThat(history.toolFinished("a", "1")).isTrue();
        assertThat(history.messages())
                .containsExactly(
                        new User("¿cuántos?"),
                        asking("a", "b"),
                        new ToolResult("a", "1"),
                        new ToolResult("b", "2"),
                        new Switchboard("Un momento."),
                        new User("¿sigues ahí?"),
                        new Switchboard("Sí, aquí sigo."));
    }

    @Test
    void it_is_valid_while_tools_run_as_well() {
        ask(history, "a", "b");
        history.toolFinished("a", "1");
        history.add(new User("hola"));
        assertThat(history.messages())
                .containsExactly(
                        asking("a", "b"),
                        new ToolResult("a", "1"),
                        new ToolResult("b", ChatHistory.RUNNING),
                        new User("hola"));
    }

    @Test
    void dropped_tools_keep_the_results_that_are_in_and_late_ones_do_not_count() {
        ask(history, "a", "b");
        history.toolFinished("a", "1");
        history.dropTools();
        assertThat(history.toolFinished("b", "2")).isFalse();
        assertThat(history.toolFinished("a", "3")).isFalse();
        assertThat(history.messages())
                .containsExactly(
                        asking("a", "b"),
                        new ToolResult("a", "1"),
                        new ToolResult("b", ToolResult.CANCELLED));
    }

    @Test
    void an_id_that_comes_again_is_given_another() {
        assertThat(ask(history, "call_0")).containsExactly("call_0");
        history.toolFinished("call_0", "1");
        var again = ask(history, "call_0", "", "call_0", "i".repeat(41));
        assertThat(again).doesNotContain("call_0").doesNotHaveDuplicates();
        assertThat(again).allSatisfy(id -> assertThat(id).matches("[a-z0-9]{9}"));
        again.forEach(id -> history.toolFinished(id, "2"));
        assertThat(ChatJudge.faults(history.messages())).isEmpty();
    }

    @Test
    void what_a_server_would_refuse_in_a_message_is_put_right() {
        history.ask(
                "",
                List.of(
                        new ToolCall("a", "mirar la red!", "{\"a\":"),
                        new ToolCall("b", "", "[1]"),
                        new ToolCall("c", "n".repeat(90), "{\"a\":1} {}")),
                0);
        history.toolFinished("a", " ");
        history.toolFinished("b", "half \uD83D");
        history.toolFinished("c", "x".repeat(20_000));
        history.add(new User("  "));
        history.add(new Told(""));
        history.add(new User("ni\u0000l"));

        assertThat(ChatJudge.faults(history.messages())).isEmpty();
        assertThat(history.messages()).hasSize(5).contains(new ToolResult("b", "half  "));
        assertThat(((Assistant) history.messages().getFirst()).toolCalls())
                .extracting(ToolCall::name)
                .containsExactly("mirar_la_red_", "unnamed", "n".repeat(64));
        assertThat(((ToolResult) history.messages().get(3)).text())
                .hasSize(4_000)
                .endsWith(ChatRules.CUT);
    }

    @Test
    void what_another_engine_left_is_taken_over_with_its_open_tool_calls() {
        List.of(
                        new HistoryEntry.CallerSaid("¿cuántos clientes hay y qué hora es?"),
                        new HistoryEntry.ToolCalled(call("a")),
                        new HistoryEntry.SwitchboardSaid("Un momento."),
                        new HistoryEntry.ToolCalled(call("b")),
                        new HistoryEntry.ToolAnswered("b", "Son las tres."),
                        new HistoryEntry.Told("El cliente es VIP."))
                .forEach(history::takeOver);
        assertThat(history.awaitsTools()).isTrue();
        assertThat(history.toolFinished("a", "Hay 221.")).isTrue();
        assertThat(history.messages())
                .containsExactly(
                        new User("¿cuántos clientes hay y qué hora es?"),
                        asking("a", "b"),
                        new ToolResult("a", "Hay 221."),
                        new ToolResult("b", "Son las tres."),
                        new Switchboard("Un momento."),
                        new Told("El cliente es VIP."));
    }

    @Test
    void a_former_call_under_a_used_id_is_answered_under_the_id_it_came_with() {
        history.takeOver(new HistoryEntry.ToolCalled(call("call_0")));
        history.takeOver(new HistoryEntry.ToolAnswered("call_0", "1"));
        history.takeOver(new HistoryEntry.ToolCalled(call("call_0")));
        assertThat(history.toolFinished("call_0", "2")).isTrue();
        assertThat(ChatJudge.faults(history.messages())).isEmpty();
        assertThat(history.messages().getLast())
                .isInstanceOfSatisfying(
                        ToolResult.class, result -> assertThat(result.text()).isEqualTo("2"));
    }

    @Test
    void what_another_model_answered_while_tools_ran_does_not_hide_their_results() {
        history.add(new User("cuántos clientes hay"));
        ask(history, "a");
        history.add(new User("y cuántos routers"));
        history.say("seis", 0);
        history.add(new User("y qué hora es"));
        history.toolFinished("a", "218");

        assertThat(history.messages())
                .containsExactly(
                        new User("cuántos clientes hay"),
                        new User("y cuántos routers"),
                        new Assistant("seis", List.of()),
                        asking("a"),
                        new ToolResult("a", "218"),
                        new User("y qué hora es"));
    }

    @Test
    void a_long_wait_for_tools_keeps_the_latest_of_what_was_said() {
        var small = history(5, 24_000);
        ask(small, "a");
        IntStream.range(0, 50).forEach(i -> small.add(new User("u" + i)));
        small.toolFinished("a", "r");
        assertThat(small.messages())
                .hasSize(5)
                .contains(new ToolResult("a", "r"))
                .endsWith(new User("u49"));
    }

    @Test
    void what_was_cut_before_a_word_was_heard_was_not_said() {
        history.say("Nadie lo oye.", 1);
        history.ask("Lo miro.", List.of(call("a")), 2);
        history.add(new Switchboard("Sí, aquí sigo."), 3);
        history.keepHeard(1, _ -> "");
        history.keepHeard(2, _ -> "Lo");
        history.keepHeard(3, _ -> "Sí,");
        history.toolFinished("a", "1");
        assertThat(history.messages())
                .containsExactly(
                        new Assistant("Lo", List.of(call("a"))),
                        new ToolResult("a", "1"),
                        new Switchboard("Sí,"));
    }
}
