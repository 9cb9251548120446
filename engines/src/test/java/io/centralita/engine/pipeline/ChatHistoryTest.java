package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.ToolCall;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChatHistoryTest {
    private static ChatMessage.Assistant asking(String... ids) {
        return new ChatMessage.Assistant(
                "", List.of(ids).stream().map(id -> new ToolCall(id, "tool", "{}")).toList());
    }

    @Test
    void the_oldest_exchanges_go_first_and_whole() {
        var history = new ChatHistory(4);
        history.add(new ChatMessage.User("uno"));
        history.add(asking("a"), 0);
        history.toolFinished("a", "resultado");
        history.add(new ChatMessage.Assistant("dicho", List.of()), 1);
        assertThat(history.messages()).hasSize(4);
        history.add(new ChatMessage.User("dos"));
        assertThat(history.messages().getFirst()).isEqualTo(asking("a"));
        history.add(new ChatMessage.User("tres"));
        assertThat(history.messages())
                .containsExactly(
                        new ChatMessage.Assistant("dicho", List.of()),
                        new ChatMessage.User("dos"),
                        new ChatMessage.User("tres"));
    }

    /// Steps: 0 the caller speaks, 1 the assistant speaks, 2 it asks for tools where none run, 3 a
    /// result comes, 4 the switchboard speaks, 5 something is cut.
    @Property(tries = 500)
    void no_order_of_things_breaks_the_history(
            @ForAll @Size(max = 80) List<@IntRange(max = 5) Integer> steps) {
        var history = new ChatHistory(9);
        int ids = 0;
        int answered = 0;
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i)) {
                case 0 -> history.add(new ChatMessage.User("u" + i));
                case 1 -> history.add(new ChatMessage.Assistant("a" + i, List.of()), i + 1L);
                case 2 -> {
                    if (!history.awaitsTools()) {
                        history.add(asking("t" + ids++, "t" + ids++), 0);
                    }
                }
                case 3 -> history.toolFinished("t" + answered++, "r");
                case 4 -> history.add(new ChatMessage.Switchboard("s" + i));
                default -> history.keepHeard(i, _ -> "");
            }
            if (answered > ids) {
                answered = ids;
            }
            if (!history.awaitsTools()) {
                assertValid(history.messages());
            }
        }
    }

    private static void assertValid(List<ChatMessage> messages) {
        assertThat(messages).hasSizeLessThanOrEqualTo(9);
        var owed = new HashSet<String>();
        for (var message : messages) {
            switch (message) {
                case ChatMessage.ToolResult(var id, _) -> assertThat(owed.remove(id)).isTrue();
                case ChatMessage.Assistant(_, var calls) -> {
                    assertThat(owed).isEmpty();
                    calls.forEach(call -> owed.add(call.id()));
                }
                case ChatMessage.User _, ChatMessage.Switchboard _, ChatMessage.Told _ ->
                        assertThat(owed).isEmpty();
            }
        }
        assertThat(owed).isEmpty();
    }

    @Test
    void what_another_engine_left_is_taken_over_with_its_open_tool_calls() {
        var history = new ChatHistory(20);
        List.of(
                        new HistoryEntry.CallerSaid("¿cuántos clientes hay y qué hora es?"),
                        new HistoryEntry.ToolCalled(call("a")),
                        new HistoryEntry.SwitchboardSaid("Un momento."),
                        new HistoryEntry.ToolCalled(call("b")),
                        new HistoryEntry.ToolAnswered("b", "Son las tres."),
                        new HistoryEntry.Told("El cliente es VIP."))
                .forEach(history::add);
        assertThat(history.awaitsTools()).isTrue();
        assertThat(history.toolFinished("a", "Hay 221.")).isTrue();
        assertThat(history.messages())
                .containsExactly(
                        new ChatMessage.User("¿cuántos clientes hay y qué hora es?"),
                        asking("a", "b"),
                        new ChatMessage.ToolResult("a", "Hay 221."),
                        new ChatMessage.ToolResult("b", "Son las tres."),
                        new ChatMessage.Switchboard("Un momento."),
                        new ChatMessage.Told("El cliente es VIP."));
    }

    private static ToolCall call(String id) {
        return new ToolCall(id, "tool", "{}");
    }

    @Test
    void what_was_answered_while_tools_ran_does_not_hide_their_results() {
        var history = new ChatHistory(20);
        history.add(new ChatMessage.User("cuántos clientes hay"));
        history.add(asking("a"), 0);
        history.add(new ChatMessage.User("sigues ahí"));
        history.add(new ChatMessage.Assistant("sigo aquí", List.of()), 0);
        history.add(new ChatMessage.User("y qué hora es"));
        history.toolFinished("a", "218");

        assertThat(history.messages())
                .containsExactly(
                        new ChatMessage.User("cuántos clientes hay"),
                        new ChatMessage.User("sigues ahí"),
                        new ChatMessage.Assistant("sigo aquí", List.of()),
                        asking("a"),
                        new ChatMessage.ToolResult("a", "218"),
                        new ChatMessage.User("y qué hora es"));
    }

    @Test
    void a_long_wait_for_tools_keeps_the_latest_of_what_was_said() {
        var history = new ChatHistory(5);
        history.add(asking("a"), 0);
        IntStream.range(0, 50).forEach(i -> history.add(new ChatMessage.User("u" + i)));
        history.toolFinished("a", "r");
        assertThat(history.messages()).hasSize(5).endsWith(new ChatMessage.User("u49"));
    }
}
