package io.centralita.call.reception;

import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What single keys of the telephone do in a call, whenever nothing else is being keyed in.
///
/// @param actions by key: `0`–`9`, `*`, `#`, `A`–`D`
public record KeyMenu(Map<Character, Action> actions) {
    public static final KeyMenu NONE = new KeyMenu(Map.of());

    private static final String KEYS = "0123456789*#ABCD";

    /// What a key does.
    public sealed interface Action {
        /// The caller is put through.
        record PutThrough(Destination to) implements Action {}

        /// As if the caller had said so.
        ///
        /// @param text not blank
        record Say(String text) implements Action {
            public Say {
                if (text.isBlank()) {
                    throw new IllegalArgumentException("text must not be blank");
                }
            }
        }
    }

    public KeyMenu {
        actions = Map.copyOf(actions);
        for (var key : actions.keySet()) {
            if (!isKey(key)) {
                throw new IllegalArgumentException("no telephone has the key " + key);
            }
        }
    }

    /// Whether a telephone has this key.
    public static boolean isKey(char key) {
        return KEYS.indexOf(key) >= 0;
    }

    public Optional<Action> action(char key) {
        return Optional.ofNullable(actions.get(key));
    }

    /// Without those whom a leg cannot reach: their keys are keys like any other.
    public KeyMenu within(Set<Target.Kind> reaches) {
        return new KeyMenu(
                actions.entrySet().stream()
                        .filter(
                                entry ->
                                        switch (entry.getValue()) {
                                            case Action.Say _ -> true;
                                            case Action.PutThrough(var to) ->
                                                    reaches.contains(to.target().kind());
                                        })
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
