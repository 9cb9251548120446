package io.centralita.app.settings;

import io.centralita.app.settings.Keys.AfterFailureChoice;
import io.centralita.app.settings.Keys.EngineChoice;
import io.centralita.app.settings.Sources.Found;
import io.centralita.app.settings.Sources.UnreadableFile;
import io.centralita.tenant.document.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Reads and checks all settings at once. Names in the environment that are not ours are nobody's
/// business; in our own files they are mistakes, but for those of secrets in `.env`, which tools
/// and tenants refer to.
public final class SettingsReader {
    private static final List<String> ENDINGS_OF_SECRETS =
            List.of("_KEY", "_SECRET", "_TOKEN", "_PASSWORD");

    private final Map<Setting<?>, Object> values = new LinkedHashMap<>();
    private final Map<Setting<?>, String> origins = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Path directory;
    private final Set<String> secretNames = new TreeSet<>();
    private ToolsFile tools = ToolsFile.NONE;
    private Environment environment = new Environment(Map.of());

    private SettingsReader(Path directory) {
        this.directory = directory;
    }

    public static Reading read(Path directory, Map<String, String> environment) {
        var reader = new SettingsReader(directory);
        try {
            reader.readAll(Sources.open(directory, environment));
        } catch (UnreadableFile e) {
            reader.problems.add(new Problem("settings.unreadable", e.file(), e.detail()));
            reader.readAll(Sources.environmentOnly(environment));
        }
        return new Reading(
                reader.values, reader.origins, reader.tools, reader.environment, reader.problems);
    }

    private void readAll(Sources sources) {
        environment = sources.environment();
        for (var setting : Keys.ALL) {
            var found = sources.find(setting);
            if (found != null) {
                origins.put(setting, found.origin());
                take(setting, found);
            } else if (setting.standard() != null) {
                take(setting, new Found(setting.standard(), "standard"));
            }
        }
        problems.addAll(TwilioKeys.problems(values));
        problems.addAll(AsteriskKeys.problems(values, origins.keySet()));
        problems.addAll(AccessKeys.problems(values, origins.keySet()));
        if (values.get(Keys.AFTER_FAILURE) == AfterFailureChoice.TRANSFER
                && !values.containsKey(Keys.TRANSFER_NUMBER)) {
            problems.add(new Problem("settings.transfer-without-number"));
        }
        if (!values.containsKey(OpenAiKeys.API_KEY) && !origins.containsKey(OpenAiKeys.BASE_URL)) {
            if (values.get(Keys.ENGINE) == EngineChoice.OPENAI
                    || fallsBackTo(EngineChoice::isOpenAi)) {
                problems.add(new Problem("settings.openai-without-key"));
            }
        }
        requireChat();
        problems.addAll(SpeechKeys.problems(values, origins));
        readTools(sources);
        nameUnknown(sources);
    }

    /// The tools file, where there is one; one that was named has to be there.
    private void readTools(Sources sources) {
        if (!(values.get(Keys.TOOLS_FILE) instanceof Path place)) {
            return;
        }
        var file = directory.resolve(place);
        if (!Files.exists(file)) {
            if (origins.containsKey(Keys.TOOLS_FILE)) {
                problems.add(new Problem("toolsfile.missing", place));
            }
            return;
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            problems.add(new Problem("settings.unreadable", place, e.toString()));
            return;
        }
        secretNames.addAll(ToolsReading.secretNames(text));
        var language = values.get(Keys.LANGUAGE) instanceof Locale one ? one : Locale.of("es");
        var reading = new ToolsReading(place.toString(), language, sources::named);
        tools = new ToolsFileReader(reading).read(place.toString(), text);
        problems.addAll(reading.problems());
    }

    private boolean fallsBackTo(Predicate<EngineChoice> wanted) {
        return values.get(Keys.ENGINE_FALLBACK) instanceof List<?> fallback
                && fallback.stream()
                        .anyMatch(one -> one instanceof EngineChoice engine && wanted.test(engine));
    }

    private void requireChat() {
        boolean used =
                values.get(Keys.ENGINE) == EngineChoice.PIPELINE
                        || fallsBackTo(EngineChoice.PIPELINE::equals);
        var missing =
                ChatKeys.NEEDED.stream()
                        .filter(setting -> !origins.containsKey(setting))
                        .map(Setting::name)
                        .toList();
        if (used && !missing.isEmpty()) {
            problems.add(new Problem("settings.pipeline-without-chat", String.join(", ", missing)));
        }
    }

    private void take(Setting<?> setting, Found found) {
        try {
            values.put(setting, setting.kind().parse(found.value()));
        } catch (Kind.WrongValue e) {
            problems.add(
                    setting.secret()
                            ? withoutValue(setting, found, e)
                            : new Problem(
                                    "settings.wrong",
                                    setting.name(),
                                    found.origin(),
                                    found.value(),
                                    new Problem.Right(setting.kind(), e.key(), e.arguments())));
        }
    }

    /// What a kind says on its own account about a secret does not quote it.
    private static Problem withoutValue(Setting<?> setting, Found found, Kind.WrongValue wrong) {
        return wrong.key().isEmpty()
                ? new Problem("settings.wrong.secret", setting.name(), found.origin())
                : new Problem(
                        "settings.wrong.secret.why",
                        setting.name(),
                        found.origin(),
                        new Problem.Right(setting.kind(), wrong.key(), wrong.arguments()));
    }

    private void nameUnknown(Sources sources) {
        var names = Keys.ALL.stream().map(Setting::name).collect(Collectors.toSet());
        for (var name : sources.dotEnvNames()) {
            if ("export".equals(name)) {
                problems.add(new Problem("settings.export", Sources.DOT_ENV));
            } else if (!names.contains(name) && !secretNames.contains(name)) {
                unknownInDotEnv(name);
            }
        }
        var yamlNames = Keys.ALL.stream().map(Setting::yamlName).collect(Collectors.toSet());
        for (var name : sources.yamlNames()) {
            if (!yamlNames.contains(name)) {
                unknown(Sources.YAML, name, Setting::yamlName);
            }
        }
    }

    /// What nobody has mistyped may be what a tenant refers to: tenants are known later.
    private void unknownInDotEnv(String name) {
        if (NearestName.of(name, Keys.ALL.stream().map(Setting::name).toList()).isPresent()) {
            unknown(Sources.DOT_ENV, name, Setting::name);
        } else if (ENDINGS_OF_SECRETS.stream().noneMatch(name::endsWith)) {
            problems.add(new Problem("settings.unknown.secret", Sources.DOT_ENV, name));
        }
    }

    private void unknown(String file, String name, Function<Setting<?>, String> spelling) {
        var nearest = NearestName.of(name, Keys.ALL.stream().map(spelling).toList());
        problems.add(
                nearest.isPresent()
                        ? new Problem("settings.unknown.nearest", file, name, nearest.get())
                        : new Problem("settings.unknown", file, name));
    }
}
