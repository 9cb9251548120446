package io.centralita.console.live;

import io.centralita.console.Json;
import io.vertx.ext.web.RoutingContext;
import java.text.MessageFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/// What operators read when something cannot be done, and what they can do about it; in the
/// language of their browser where there are texts in it.
final class LiveTexts {
    private static final List<Locale> LANGUAGES = List.of(Locale.of("es"), Locale.of("en"));

    private final Locale standard;

    /// @param standard for readers of other languages
    LiveTexts(Locale standard) {
        this.standard = standard;
    }

    /// Answers with what is wrong: `error`, `message`, `remedy`.
    ///
    /// @param error a word for programs, and the key of the texts
    void refuse(RoutingContext request, int status, String error, Object... arguments) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        Json.send(request.response(), status, body(language(request), error, arguments));
    }

    Map<String, String> body(Locale language, String error, Object... arguments) {
        var body = new LinkedHashMap<String, String>();
        body.put("error", error);
        body.put("message", text(language, error, arguments));
        body.put("remedy", text(language, error + ".remedy", arguments));
        return body;
    }

    Locale language(RoutingContext request) {
        var wished = request.request().getHeader("Accept-Language");
        if (wished == null || wished.length() > 1_000) {
            return standard;
        }
        try {
            var found = Locale.lookup(Locale.LanguageRange.parse(wished), LANGUAGES);
            return found == null ? standard : found;
        } catch (IllegalArgumentException _) {
            return standard; // not a list of languages
        }
    }

    private static String text(Locale language, String key, Object... arguments) {
        var texts =
                ResourceBundle.getBundle(
                        "io.centralita.console.live.live",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(texts.getString(key), language).format(arguments);
    }
}
