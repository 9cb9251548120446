package io.centralita.console;

import java.util.Locale;
import java.util.Optional;

/// Who may use the console from afar.
///
/// @param password of the user `admin` (CONSOLE_PASSWORD); empty: from this machine only
/// @param language of what operators read
public record ConsoleSettings(Optional<String> password, Locale language) {
    public ConsoleSettings {
        if (password.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("CONSOLE_PASSWORD must not be blank");
        }
    }

    /// Without the password.
    @Override
    public String toString() {
        return "ConsoleSettings[password=%s, language=%s]"
                .formatted(password.isPresent() ? "set" : "not set", language);
    }
}
