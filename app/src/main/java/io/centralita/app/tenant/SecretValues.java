package io.centralita.app.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.tenant.profile.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What tenants' references to secrets refer to, looked up each time: a secret that is replaced
/// serves the next call. Values are in no log.
public final class SecretValues implements Function<SecretReference, Optional<String>> {
    private static final Logger log = LoggerFactory.getLogger(SecretValues.class);
    private static final long LARGEST = 64 * 1024;

    private final Map<String, String> environment;

    public SecretValues(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// Empty where there is nothing, or nothing that could be a secret.
    @Override
    public Optional<String> apply(SecretReference reference) {
        var value =
                switch (reference) {
                    case SecretReference.Variable(var name) ->
                            Optional.ofNullable(environment.get(name));
                    case SecretReference.InFile(var file) -> content(file);
                };
        return value.map(String::strip).filter(secret -> !secret.isEmpty());
    }

    private static Optional<String> content(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(file, UTF_8));
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("problem", e.getClass().getSimpleName())
                    .log("file of a secret cannot be read");
            return Optional.empty();
        }
    }
}
