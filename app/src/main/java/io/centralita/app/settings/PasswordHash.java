package io.centralita.app.settings;

import io.centralita.app.text.Messages;
import io.centralita.console.access.ConsolePassword;

/// The hash of a password.
record PasswordHash() implements Kind<String> {
    @Override
    public String parse(String text) throws WrongValue {
        if (!ConsolePassword.Hashed.isHash(text)) {
            throw new WrongValue("kind.hash");
        }
        return text;
    }

    @Override
    public String describe(Messages messages) {
        return messages.text("kind.hash");
    }
}
