package io.centralita.tenant.profile;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a secret is. The secret itself is never in a tenant.
public sealed interface SecretReference {
    /// A variable of the environment, or of `.env`.
    record Variable(String name) implements SecretReference {
        @Override
        public String toString() {
            return "env:" + name;
        }
    }

    /// A file whose whole content it is, a line break at its end apart.
    record InFile(Path file) implements SecretReference {
        @Override
        public String toString() {
            return "file:" + file;
        }
    }

    Pattern VARIABLE = Pattern.compile("env:([A-Z_][A-Z0-9_]*)");

    /// Reads `env:NAME` or `file:/path`; empty where it is neither.
    static Optional<SecretReference> parse(String text) {
        var variable = VARIABLE.matcher(text.strip());
        if (variable.matches()) {
            return Optional.of(new Variable(variable.group(1)));
        }
        if (!text.strip().startsWith("file:")) {
            return Optional.empty();
        }
        try {
            var file = Path.of(text.strip().substring("file:".length()));
            return file.isAbsolute() ? Optional.of(new InFile(file)) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
