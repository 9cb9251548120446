package io.centralita.engine.chat;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// What the model is told by us: `prompts.properties` beside this class, in English whatever the
/// caller speaks; callers never hear it. Stateless.
final class Prompts {
    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("io.centralita.engine.chat.prompts", Locale.ROOT);

    private Prompts() {}

    /// The tenant's instructions and the rules of the telephone.
    static String completed(String instructions, Locale language) {
        var rules = text("rules", language.getDisplayLanguage(Locale.ENGLISH));
        return (instructions.strip() + "\n\n" + rules).strip();
    }

    /// A note of the system's, for models that take such only at the beginning.
    static String told(String note) {
        return text("told", note);
    }

    /// In place of a first word of the caller's, for models that want one.
    static String begin() {
        return text("begin");
    }

    /// In place of an answer that the caller did not wait for, for models that want one.
    static String unanswered() {
        return text("unanswered");
    }

    private static String text(String key, Object... arguments) {
        return new MessageFormat(TEXTS.getString(key), Locale.ENGLISH).format(arguments);
    }
}
