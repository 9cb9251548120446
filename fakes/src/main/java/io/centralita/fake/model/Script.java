package io.centralita.fake.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one response does, step after step; each message and each call becomes an output item.
public record Script(List<Step> steps) {
    public static final Script NOTHING = new Script(List.of());

    public Script {
        steps = List.copyOf(steps);
    }

    public static Script of(Step... steps) {
        return new Script(List.of(steps));
    }

    public static Script say(String text, int audioMs) {
        return NOTHING.thenSay(text, audioMs);
    }

    public static Script call(String name, String arguments) {
        return NOTHING.thenCall(name, arguments);
    }

    public Script thenSay(String text, int audioMs) {
        return then(new Step.Say(text, audioMs, null));
    }

    public Script thenCall(String name, String arguments) {
        return then(new Step.Call(name, arguments, null));
    }

    public Script then(Step step) {
        var longer = new ArrayList<>(steps);
        longer.add(step);
        return new Script(longer);
    }

    /// One output item, or an end before the end.
    public sealed interface Step {
        /// An audio message; a text message where the response is in text.
        ///
        /// @param audioMs length, above 0
        record Say(String text, int audioMs, @Nullable Phase phase) implements Step {
            public Say {
                if (audioMs <= 0) {
                    throw new IllegalArgumentException("audioMs must be above 0, not " + audioMs);
                }
            }
        }

        record Write(String text) implements Step {}

        /// @param callId null leaves the choice to the server
        record Call(String name, String arguments, @Nullable String callId) implements Step {}

        /// The response fails here; the item before it stays incomplete.
        record Fail(String type, String code) implements Step {}

        /// The response ends here; the item before it stays incomplete.
        ///
        /// @param reason `max_output_tokens` or `content_filter`
        record Incomplete(String reason) implements Step {}
    }
}
