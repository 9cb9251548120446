package io.centralita.tenant.form;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// Something in a tenant's document that has to be mended.
///
/// @param path where: `hours.monday[1]`; empty for the whole
/// @param line in the file, 0 where there is none
/// @param key of the sentence that says what to do
/// @param arguments of the sentence; never a secret
public record TenantProblem(String path, int line, String key, List<Object> arguments) {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    public TenantProblem {
        arguments = List.copyOf(arguments);
    }

    public TenantProblem(String path, String key, Object... arguments) {
        this(path, 0, key, List.of(arguments));
    }

    /// Where and what, in one sentence: Spanish for Spanish speakers, English for everybody else.
    public String text(Locale language) {
        var sentence = sentence(language);
        if (path.isEmpty()) {
            return sentence;
        }
        return line == 0
                ? say(language, "at", path, sentence)
                : say(language, "at.line", path, String.valueOf(line), sentence);
    }

    /// What alone.
    public String sentence(Locale language) {
        return say(
                language,
                key,
                arguments.stream()
                        .map(part -> part instanceof Right right ? right.text(language) : part)
                        .toArray());
    }

    private static String say(Locale language, String key, Object... arguments) {
        var readers = "es".equals(language.getLanguage()) ? Locale.of("es") : Locale.ENGLISH;
        var bundle =
                ResourceBundle.getBundle(
                        "io.centralita.tenant.form.problems", readers, NO_FALLBACK);
        return new MessageFormat(bundle.getString(key), readers).format(arguments);
    }

    /// What would have been right, said in the reader's language.
    ///
    /// @param key of its description
    record Right(String key, List<Object> arguments) {
        static Right of(String key, Object... arguments) {
            return new Right(key, List.of(arguments));
        }

        String text(Locale language) {
            return say(language, "right." + key, arguments.toArray());
        }
    }
}
