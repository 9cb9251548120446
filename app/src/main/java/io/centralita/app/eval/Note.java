package io.centralita.app.eval;

import io.centralita.app.text.Messages;
import java.util.List;

/// A sentence for the operator, in a language yet to be chosen.
///
/// @param key of the message, after `eval.`
/// @param arguments of the message; notes among them are put into words too
public record Note(String key, List<Object> arguments) {
    static Note of(String key, Object... arguments) {
        return new Note(key, List.of(arguments));
    }

    static double seconds(long ms) {
        return ms / 1e3;
    }

    String text(Messages messages) {
        return messages.text(
                "eval." + key,
                arguments.stream()
                        .map(part -> part instanceof Note note ? note.text(messages) : part)
                        .toArray());
    }
}
