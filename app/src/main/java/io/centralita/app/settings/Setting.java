package io.centralita.app.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One thing an operator can set. What it is for stands in the resource bundle `settings` under its
/// name.
///
/// @param name as in the environment and in `.env`: `HTTP_PORT`
/// @param kind what values are right
/// @param standard the value where none is set, as an operator would write it; null where there is
///   none
/// @param use who reads it
public record Setting<T>(String name, Kind<T> kind, @Nullable String standard, Use use) {
    public enum Use {
        PLAIN,
        /// Never printed, neither by us nor in a problem about it.
        SECRET
    }

    static <T> Setting<T> of(String name, Kind<T> kind, @Nullable String standard) {
        return new Setting<>(name, kind, standard, Use.PLAIN);
    }

    static Setting<String> secret(String name) {
        return new Setting<>(name, new Kind.Text(), null, Use.SECRET);
    }

    static Setting<String> credential(String name) {
        return new Setting<>(name, new Kind.Credential(), null, Use.SECRET);
    }

    public boolean secret() {
        return use == Use.SECRET;
    }

    /// As in `centralita.yaml`: `http-port`.
    public String yamlName() {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
