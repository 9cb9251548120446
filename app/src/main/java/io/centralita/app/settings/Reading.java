package io.centralita.app.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was found in the sources, right or wrong.
///
/// @param values the right values by setting, standard ones included
/// @param origins where set values come from: `environment`, `.env`, `centralita.yaml`
/// @param tools the tools that an operator has described, as far as they are right
/// @param environment all names of the environment and of `.env`, ours or not
/// @param problems all that is wrong
public record Reading(
        Map<Setting<?>, Object> values,
        Map<Setting<?>, String> origins,
        ToolsFile tools,
        Environment environment,
        List<Problem> problems) {
    public Reading {
        values = Map.copyOf(values);
        origins = Map.copyOf(origins);
        problems = List.copyOf(problems);
    }

    /// The value, standard ones included.
    @SuppressWarnings("unchecked") // the map is filled by the setting's own kind
    public <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable((T) values.get(setting));
    }

    /// For settings that have a standard value, in a reading without problems.
    <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow();
    }

    public boolean isSet(Setting<?> setting) {
        return origins.containsKey(setting);
    }

    /// The settings as the program uses them.
    ///
    /// @throws WrongSettings with all problems, where there are any
    public Settings settings() throws WrongSettings {
        if (!problems.isEmpty()) {
            throw new WrongSettings(problems);
        }
        return Settings.from(this);
    }

    /// The settings are not fit for a start.
    public static final class WrongSettings extends Exception {
        private static final long serialVersionUID = 1;

        private final transient List<Problem> problems;

        WrongSettings(List<Problem> problems) {
            super("settings to mend: " + problems.size());
            this.problems = problems;
        }

        public List<Problem> problems() {
            return problems;
        }
    }
}
