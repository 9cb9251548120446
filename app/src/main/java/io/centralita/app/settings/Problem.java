package io.centralita.app.settings;

import io.centralita.app.text.Messages;
import java.util.List;

/// Something in the settings that has to be mended before a start.
///
/// @param key of the message, which says what to do
/// @param arguments of the message; never a secret
public record Problem(String key, List<Object> arguments) {
    Problem(String key, Object... arguments) {
        this(key, List.of(arguments));
    }

    public String text(Messages messages) {
        return messages.text(
                key,
                arguments.stream()
                        .map(part -> part instanceof Right right ? right.text(messages) : part)
                        .toArray());
    }

    /// What would have been right, said in the reader's language.
    ///
    /// @param key of a message of its own; empty for the kind's description
    record Right(Kind<?> kind, String key, List<Object> arguments) {
        String text(Messages messages) {
            return key.isEmpty()
                    ? kind.describe(messages)
                    : messages.text(key, arguments.toArray());
        }
    }
}
