package io.centralita.app.eval.scenario;

import io.centralita.app.settings.Keys;
import io.centralita.app.settings.Kind;
import io.centralita.app.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.Node;

/// Reads the settings of the server that is started for a scenario: those of `centralita.yaml`,
/// checked as there.
final class ServerReader {
    /// What a server of ours is given anyway: its place, its ports, and the scenario's language.
    private static final Set<Setting<?>> TAKEN =
            Set.of(
                    Keys.LANGUAGE,
                    Keys.HTTP_HOST,
                    Keys.HTTP_PORT,
                    Keys.MIKROTIK_API_PORT,
                    Keys.PUBLIC_URL,
                    Keys.DATA_DIR,
                    Keys.DATABASE_URL,
                    Keys.LOG_FILE_PATH,
                    Keys.LOG_LEVEL);

    private final Faults faults;
    private final Values values;

    ServerReader(Faults faults) {
        this.faults = faults;
        this.values = new Values(faults);
    }

    Map<String, String> read(Node node) {
        var settings = Keys.ALL.stream().filter(setting -> !setting.secret()).toList();
        var wished = new TreeMap<String, String>();
        Fields.of(node, "server", settings.stream().map(Setting::yamlName).toList(), faults)
                .ifPresent(
                        fields ->
                                fields.all()
                                        .forEach(
                                                field ->
                                                        value(field, settings)
                                                                .ifPresent(wished::putAll)));
        return wished;
    }

    private Optional<Map<String, String>> value(Field field, List<Setting<?>> settings) {
        var setting = settings.stream().filter(s -> s.yamlName().equals(field.key())).findFirst();
        var text = values.text(field);
        if (setting.isEmpty() || text.isEmpty()) {
            return Optional.empty();
        }
        if (TAKEN.contains(setting.get())) {
            faults.add(field.line(), "taken", field.key());
            return Optional.empty();
        }
        if (Keys.OF_CALLERS_OUTSIDE.contains(setting.get())) {
            faults.add(field.line(), "no-line", field.key());
            return Optional.empty();
        }
        try {
            setting.get().kind().parse(text.get());
            return Optional.of(Map.of(setting.get().name(), text.get()));
        } catch (Kind.WrongValue _) {
            faults.add(field.line(), "setting", field.key(), text.get(), setting.get().kind());
            return Optional.empty();
        }
    }
}
