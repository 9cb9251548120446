package io.centralita.app.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/// The sentences operators read, in one language.
public final class Messages {
    private static final String PLACE = "io.centralita.app.";

    private final Locale language;
    private final ResourceBundle sentences;
    private final ResourceBundle settings;
    private final ResourceBundle help;

    private Messages(Locale language) {
        this.language = language;
        this.sentences = load("messages", language);
        this.settings = load("settings", language);
        this.help = load("help", language);
    }

    /// Spanish for Spanish speakers, English for everybody else.
    public static Messages in(Locale language) {
        return new Messages("es".equals(language.getLanguage()) ? Locale.of("es") : Locale.ENGLISH);
    }

    private static ResourceBundle load(String name, Locale language) {
        return ResourceBundle.getBundle(
                PLACE + name,
                language,
                Messages.class.getClassLoader(),
                Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    public Locale language() {
        return language;
    }

    /// One sentence; arguments fill `{0}`, `{1}` … as `java.text.MessageFormat` does.
    public String text(String key, Object... arguments) {
        return new MessageFormat(sentences.getString(key), language).format(arguments);
    }

    /// What a setting is for, in one or two sentences, or the heading of a group.
    public String setting(String key) {
        return settings.getString(key);
    }

    /// For the command line's own `--help`.
    public ResourceBundle help() {
        return help;
    }
}
