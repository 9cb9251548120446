package io.centralita.console.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.centralita.console.ConsoleTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.HashMap;

/// The login page: HTML and a style sheet, no script.
final class LoginPage {
    private final Template page =
            Mustache.compiler().escapeHTML(true).compile(resource("login.mustache"));
    private final String style = resource("login.css");

    /// What there is to see.
    ///
    /// @param password whether one can sign in with a password
    /// @param provider whether an identity provider vouches for people
    /// @param insecure whether others on the way can read what is typed
    record View(boolean password, boolean provider, boolean insecure) {
        boolean isClosed() {
            return !password && !provider;
        }
    }

    /// @param problem key of a sentence about what went wrong; empty for none
    /// @param arguments of that sentence
    String html(ConsoleTexts words, View view, String next, String problem, Object... arguments) {
        var values = new HashMap<String, Object>();
        values.put("language", words.language().getLanguage());
        values.put("title", words.text("login.title"));
        values.put("heading", words.text("login.heading"));
        values.put("passwordLabel", words.text("login.password"));
        values.put("submit", words.text("login.submit"));
        values.put("providerLabel", words.text("login.provider"));
        values.put("password", view.password());
        values.put("provider", view.provider());
        values.put("next", next);
        values.put("nextEncoded", URLEncoder.encode(next, UTF_8));
        values.put("insecure", view.insecure() ? words.text("login.insecure") : false);
        values.put("note", view.isClosed() ? words.text("access.forbidden") : false);
        values.put("problem", problem.isEmpty() ? false : words.text(problem, arguments));
        return page.execute(values);
    }

    String style() {
        return style;
    }

    private static String resource(String name) {
        try (var in = requireNonNull(LoginPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
