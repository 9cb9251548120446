package io.centralita.fake.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one reply is made of.
///
/// @param finish the reason at its end; null for the right one, `tool_calls` or `stop`
public record Script(List<Step> steps, @Nullable String finish) {
    public static final Script NOTHING = new Script(List.of(), null);

    public Script {
        steps = List.copyOf(steps);
    }

    public static Script say(String text) {
        return NOTHING.thenSay(text);
    }

    public static Script call(String name, String arguments) {
        return NOTHING.thenCall(name, arguments);
    }

    public Script thenSay(String text) {
        return then(new Step.Say(text));
    }

    public Script thenCall(String name, String arguments) {
        return then(new Step.Call(name, arguments, null));
    }

    public Script then(Step step) {
        var longer = new ArrayList<>(steps);
        longer.add(step);
        return new Script(longer, finish);
    }

    /// Ends for this reason instead: `length`, `content_filter`.
    public Script ending(String reason) {
        return new Script(steps, reason);
    }

    List<Step.Call> calls() {
        return steps.stream()
                .filter(Step.Call.class::isInstance)
                .map(Step.Call.class::cast)
                .toList();
    }

    String finishReason() {
        return finish != null ? finish : calls().isEmpty() ? "stop" : "tool_calls";
    }

    /// A part of a reply.
    public sealed interface Step {
        record Say(String text) implements Step {}

        /// The model will not.
        record Refuse(String text) implements Step {}

        /// Thoughts, in `reasoning_content`.
        record Think(String text) implements Step {}

        /// @param id null leaves the choice to the server
        record Call(String name, String arguments, @Nullable String id) implements Step {}
    }
}
