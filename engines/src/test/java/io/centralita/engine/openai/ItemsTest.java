package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.tool.ToolCall;
import org.junit.jupiter.api.Test;

class ItemsTest {
    private final Items items = new Items();
    private final Calls calls = new Calls();

    @Test
    void of_a_very_long_conversation_the_oldest_part_is_left_out() {
        items.add(WireItem.Type.USER, "the first words");
        for (int i = 0; i < 60; i++) {
            items.add(WireItem.Type.ASSISTANT, "x".repeat(1_000));
        }
        items.add(WireItem.Type.USER, "the last words");

        var texts = texts(items.carriedOver(calls));

        assertThat(texts).contains("the last words").doesNotContain("the first words");
        assertThat(texts.stream().mapToInt(String::length).sum())
                .isBetween(Items.LONGEST_HISTORY - 1_000, Items.LONGEST_HISTORY);
    }

    @Test
    void a_call_that_is_still_awaited_is_told_however_old_it_is() {
        ask("slow");
        chatter();

        assertThat(texts(items.carriedOver(calls))).contains("slow");
    }

    @Test
    void an_output_goes_with_its_call() {
        ask("old");
        answer("old", "y".repeat(100));
        chatter();
        ask("new");
        answer("new", "z");

        assertThat(texts(items.carriedOver(calls)))
                .doesNotContain("old")
                .containsSubsequence("new", "new");
    }

    private void ask(String id) {
        calls.running(new ToolCall(id, "lookup", "{}"));
        items.addCall(id);
    }

    private void answer(String id, String output) {
        calls.answered(id, output);
        items.addOutput(id);
        var call = calls.get(id);
        assertThat(call).isNotNull();
        if (call != null) {
            calls.seen(call);
        }
    }

    private void chatter() {
        for (int i = 0; i < 60; i++) {
            items.add(WireItem.Type.USER, "x".repeat(1_000));
        }
    }

    private static java.util.List<String> texts(Items items) {
        return items.all().stream().map(item -> item.text.toString()).toList();
    }
}
