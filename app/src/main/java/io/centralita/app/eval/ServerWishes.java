package io.centralita.app.eval;

import io.centralita.app.eval.scenario.Scenario;
import io.centralita.app.settings.Keys;
import io.centralita.app.settings.Reading.WrongSettings;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SettingsReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How servers for scenarios are set: what the scenario says, else the embedded parts and standard
/// values whatever this machine is set to, so that a scenario goes the same way everywhere. Only
/// the access to models is taken from here.
///
/// @param directory of `.env` and `centralita.yaml`
public record ServerWishes(Path directory, Map<String, String> environment) {
    private static final List<String> ACCESS = List.of("OPENAI_", "CHAT_", "STT_", "TTS_");

    /// Hides what a file says.
    private static final String NOT_SET = "";

    private static final Map<String, String> EMBEDDED =
            Map.of(Keys.ENGINE.name(), "offline", Keys.ENGINE_FALLBACK.name(), "none");

    public ServerWishes {
        environment = Map.copyOf(environment);
    }

    /// @param data for everything the server writes
    Settings settings(Scenario scenario, Path data) throws WrongSettings {
        var wished = new HashMap<String, String>();
        for (var setting : Keys.ALL) {
            var name = setting.name();
            var own = scenario.server().get(name);
            if (own != null) {
                wished.put(name, own);
            } else if (ACCESS.stream().noneMatch(name::startsWith)) {
                wished.put(name, EMBEDDED.getOrDefault(name, NOT_SET));
            } else if (environment.containsKey(name)) {
                wished.put(name, environment.getOrDefault(name, ""));
            }
        }
        wished.put(Keys.LANGUAGE.name(), scenario.language().getLanguage());
        wished.put(Keys.DATA_DIR.name(), data.toString());
        return SettingsReader.read(directory, wished).settings().alone();
    }
}
