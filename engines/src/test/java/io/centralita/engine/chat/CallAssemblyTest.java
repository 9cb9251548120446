package io.centralita.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.engine.chat.CallAssembly.Call;
import io.centralita.engine.chat.CallAssembly.TooMuchException;
import io.centralita.engine.chat.Chunk.Fragment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CallAssemblyTest {
    private final CallAssembly assembly = new CallAssembly();

    @Test
    void fragments_of_one_index_are_one_call() throws TooMuchException {
        add(0, "a", "tool", "");
        add(1, "b", "other", "");
        add(0, "", "", "{\"x\"");
        add(1, "", "", "{}");
        add(0, "", "", ":1}");
        assertThat(assembly.calls())
                .containsExactly(
                        new Call("tool", "{\"x\":1}", true), new Call("other", "{}", true));
    }

    @Test
    void an_empty_id_overwrites_nothing_and_a_name_that_comes_again_is_no_new_call()
            throws TooMuchException {
        add(0, "a", "tool", "{");
        add(0, "", "tool", "\"x\":");
        add(0, "a", "tool", "1}");
        assertThat(assembly.calls()).containsExactly(new Call("tool", "{\"x\":1}", true));
    }

    @Test
    void whole_calls_without_index_are_told_apart_by_their_ids() throws TooMuchException {
        add(null, "a", "tool", "{}");
        add(null, "b", "tool", "{}");
        assertThat(assembly.calls()).hasSize(2);
    }

    @Test
    void whole_calls_that_all_have_index_zero_are_told_apart_by_their_ids()
            throws TooMuchException {
        add(0, "a", "tool", "{}");
        add(0, "b", "other", "{}");
        assertThat(assembly.calls()).extracting(Call::name).containsExactly("tool", "other");
    }

    @Test
    void calls_without_index_and_id_begin_where_the_one_before_is_whole() throws TooMuchException {
        add(null, "", "tool", "");
        add(null, "", "", "{\"x\":");
        add(null, "", "", "1}");
        add(null, "", "other", "{}");
        assertThat(assembly.calls())
                .containsExactly(
                        new Call("tool", "{\"x\":1}", true), new Call("other", "{}", true));
    }

    @Test
    void what_a_model_wrote_wrongly_stays_as_it_is() throws TooMuchException {
        add(0, "a", "tool", "{\"x\": 1");
        add(1, "b", "none", "");
        add(2, "c", " ", "{}");
        assertThat(assembly.calls())
                .containsExactly(
                        new Call("tool", "{\"x\": 1", false), new Call("none", "{}", true));
    }

    @Test
    void more_calls_or_longer_ones_than_a_telephone_needs_are_too_much() throws TooMuchException {
        for (int i = 0; i < CallAssembly.MOST_CALLS; i++) {
            add(i, "id" + i, "tool", "{}");
        }
        assertThatThrownBy(() -> add(99, "x", "tool", "{}")).isInstanceOf(TooMuchException.class);
        var endless = "z".repeat(CallAssembly.LONGEST_ARGUMENTS);
        assertThatThrownBy(() -> add(0, "", "", endless)).isInstanceOf(TooMuchException.class);
    }

    private void add(@Nullable Integer index, String id, String name, String arguments)
            throws TooMuchException {
        assembly.add(new Fragment(index, id, name, arguments));
    }
}
