package io.centralita.app.settings;

import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/// The places settings come from: environment, then `.env` and `centralita.yaml` of a directory.
final class Sources {
    static final String DOT_ENV = ".env";
    static final String YAML = "centralita.yaml";

    private static final int ENVIRONMENT_ORDINAL = 300;
    private static final int DOT_ENV_ORDINAL = 295;
    private static final int YAML_ORDINAL = 110;

    private final SmallRyeConfig config;
    private final Set<String> dotEnvNames;
    private final Set<String> yamlNames;
    private final ConfigSource environmentSource;
    private final ConfigSource dotEnvSource;

    private Sources(ConfigSource environment, ConfigSource dotEnv, ConfigSource yaml) {
        config =
                new SmallRyeConfigBuilder().withSources(List.of(environment, dotEnv, yaml)).build();
        environmentSource = environment;
        dotEnvSource = dotEnv;
        dotEnvNames = new TreeSet<>(dotEnv.getProperties().keySet());
        yamlNames = new TreeSet<>(yaml.getPropertyNames());
    }

    /// @throws UnreadableFile when a file is there and cannot be read as what it is
    static Sources open(Path directory, Map<String, String> environment) throws UnreadableFile {
        return new Sources(
                new EnvConfigSource(environment, ENVIRONMENT_ORDINAL),
                dotEnv(directory.resolve(DOT_ENV)),
                yaml(directory.resolve(YAML)));
    }

    /// Only the environment: what is left where a file is unreadable.
    static Sources environmentOnly(Map<String, String> environment) {
        return new Sources(
                new EnvConfigSource(environment, ENVIRONMENT_ORDINAL),
                new EnvConfigSource(Map.of(), DOT_ENV_ORDINAL),
                new YamlConfigSource(YAML, Map.of(), YAML_ORDINAL));
    }

    /// @param value as written, never blank
    /// @param origin `environment`, `.env` or `centralita.yaml`
    record Found(String value, String origin) {}

    /// What is set; blank means unset.
    @Nullable Found find(Setting<?> setting) {
        var value = config.getConfigValue(setting.yamlName()).getValue();
        if (value == null || value.isBlank()) {
            return null;
        }
        return new Found(value.strip(), origin(setting));
    }

    private String origin(Setting<?> setting) {
        if (environmentSource.getValue(setting.yamlName()) != null) {
            return "environment";
        }
        return dotEnvSource.getValue(setting.yamlName()) != null ? DOT_ENV : YAML;
    }

    /// What is written under this very name in the environment or else in `.env`; for secrets whose
    /// names an operator has chosen.
    Optional<String> named(String name) {
        return Optional.ofNullable(environment().values().get(name));
    }

    /// All that is written in the environment or else in `.env`.
    Environment environment() {
        var all = new HashMap<>(dotEnvSource.getProperties());
        all.putAll(environmentSource.getProperties());
        return new Environment(all);
    }

    /// The names written in `.env`.
    Set<String> dotEnvNames() {
        return dotEnvNames;
    }

    /// The names written in `centralita.yaml`, nested ones joined by dots.
    Set<String> yamlNames() {
        return yamlNames;
    }

    private static ConfigSource dotEnv(Path file) throws UnreadableFile {
        var values = new HashMap<String, String>();
        if (Files.exists(file)) {
            try {
                for (var source :
                        new DotEnvConfigSourceProvider(file.toUri().toString())
                                .getConfigSources(Sources.class.getClassLoader())) {
                    source.getProperties().forEach((k, v) -> values.put(k, unquote(v)));
                }
            } catch (RuntimeException e) {
                throw new UnreadableFile(DOT_ENV, e);
            }
        }
        return new EnvConfigSource(values, DOT_ENV_ORDINAL);
    }

    private static ConfigSource yaml(Path file) throws UnreadableFile {
        if (!Files.exists(file)) {
            return new YamlConfigSource(YAML, Map.of(), YAML_ORDINAL);
        }
        try {
            return new YamlConfigSource(file.toUri().toURL(), YAML_ORDINAL);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableFile(YAML, e);
        }
    }

    /// Shells and other readers of `.env` know quotes; the library does not.
    private static String unquote(String value) {
        var text = value.strip();
        if (text.length() >= 2) {
            var first = text.charAt(0);
            if ((first == '"' || first == '\'') && text.charAt(text.length() - 1) == first) {
                return text.substring(1, text.length() - 1);
            }
        }
        return text;
    }

    /// A settings file is there and cannot be understood.
    static final class UnreadableFile extends Exception {
        private static final long serialVersionUID = 1;

        private final String file;

        UnreadableFile(String file, Throwable cause) {
            super(file, cause);
            this.file = file;
        }

        String file() {
            return file;
        }

        /// The reader's own words, one line, for a person who mends the file.
        String detail() {
            var cause = getCause();
            var text = cause == null ? "" : String.valueOf(cause.getMessage());
            return text.lines().findFirst().orElse("").strip();
        }
    }
}
