package io.centralita.app.settings;

import java.util.Map;

/// What is set by name in the environment, or else in `.env`: where references to secrets point to.
/// Its values are in no log.
///
/// @param values by name
public record Environment(Map<String, String> values) {
    public Environment {
        values = Map.copyOf(values);
    }

    @Override
    public String toString() {
        return values.size() + " names";
    }
}
