package io.centralita.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatMessage.Assistant;
import io.centralita.engine.pipeline.ChatMessage.ToolResult;
import io.centralita.engine.pipeline.ChatMessage.User;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContextBudgetTest {
    private final ContextBudget budget = new ContextBudget();

    @Test
    void everything_fits_until_a_server_says_otherwise() {
        var talk = talk(200);
        assertThat(budget.fitting(talk)).isEqualTo(talk);
    }

    @Test
    void a_tool_result_never_loses_its_question() {
        var talk = talk(40);
        while (budget.tooLong(budget.fitting(talk))) {
            assertThat(budget.fitting(talk).getFirst()).isNotInstanceOf(ToolResult.class);
            assertThat(budget.fitting(talk).getLast()).isEqualTo(talk.getLast());
        }
        assertThat(budget.fitting(talk)).hasSizeLessThan(talk.size());
    }

    @Test
    void what_one_call_has_learned_holds_for_the_next() {
        budget.tooLong(talk(40));
        assertThat(budget.fitting(talk(60))).hasSizeLessThan(talk(40).size());
    }

    @Test
    void one_thing_that_is_too_long_by_itself_is_sent_all_the_same_and_given_up() {
        var talk = List.<ChatMessage>of(new User("x".repeat(50_000)));
        assertThat(budget.tooLong(talk)).isFalse();
        assertThat(budget.fitting(talk)).isEqualTo(talk);
    }

    private static List<ChatMessage> talk(int turns) {
        var talk = new ArrayList<ChatMessage>();
        for (int i = 0; i < turns; i++) {
            talk.add(new User("question " + "q".repeat(100) + i));
            talk.add(new Assistant("", List.of(new ToolCall("c" + i, "tool", "{}"))));
            talk.add(new ToolResult("c" + i, "result " + "r".repeat(100) + i));
            talk.add(new Assistant("answer " + i, List.of()));
        }
        talk.add(new User("the last"));
        return talk;
    }
}
