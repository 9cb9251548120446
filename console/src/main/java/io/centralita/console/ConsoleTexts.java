package io.centralita.console;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// What operators read. Spanish for every language that has no texts of its own.
public final class ConsoleTexts {
    private final Locale language;
    private final ResourceBundle texts;

    public ConsoleTexts(Locale language) {
        this.language = language;
        texts =
                ResourceBundle.getBundle(
                        "io.centralita.console.console",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public String text(String key, Object... arguments) {
        return new MessageFormat(texts.getString(key), language).format(arguments);
    }
}
