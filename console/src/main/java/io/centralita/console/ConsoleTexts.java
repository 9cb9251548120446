package io.centralita.console;

import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.RoutingContext;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/// What operators read. Spanish for every language that has no texts of its own.
public final class ConsoleTexts {
    private static final Map<String, Locale> LANGUAGES =
            Map.of("es", Locale.of("es"), "en", Locale.ENGLISH);

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

    public Locale language() {
        return language;
    }

    /// In the reader's language, Spanish or English, where the request says that it is one of them.
    public ConsoleTexts of(RoutingContext request) {
        return request.acceptableLanguages().stream()
                .map(LanguageHeader::tag)
                .map(LANGUAGES::get)
                .filter(known -> known != null)
                .findFirst()
                .filter(wanted -> !wanted.getLanguage().equals(language.getLanguage()))
                .map(ConsoleTexts::new)
                .orElse(this);
    }
}
