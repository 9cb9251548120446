package io.centralita.engine.openai;

import io.centralita.call.engine.Conduct;
import io.centralita.call.tool.CancelLookups;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Locale;
import java.util.ResourceBundle;

/// What the model is told by us: `prompts.properties` beside this class. It is in English, whatever
/// language the caller speaks; callers never hear it.
final class Prompts {
    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("io.centralita.engine.openai.prompts", Locale.ROOT);

    private final String language;

    /// @param language the caller is spoken to in
    Prompts(Locale language) {
        this.language = language.getDisplayLanguage(Locale.ENGLISH);
    }

    /// The tenant's instructions with the rules of the telephone, and the means to hang up and,
    /// where there is something to look up, to drop it. The peer of a realtime leg has rules and
    /// tools of its own.
    Conduct completed(Conduct conduct) {
        if (!conduct.turnTaking().answersTools()) {
            return conduct;
        }
        var tools = new ArrayList<>(conduct.tools());
        if (tools.stream().noneMatch(tool -> tool.name().equals(CancelLookups.NAME))
                && !tools.isEmpty()) {
            tools.add(CancelLookups.definition());
        }
        tools.add(EndCall.definition());
        return new Conduct(
                (conduct.instructions().strip() + "\n\n" + text("rules", language)).strip(),
                conduct.voice(),
                tools,
                conduct.turnTaking(),
                conduct.speaks());
    }

    String greet(String greeting) {
        return text("greet", language, greeting);
    }

    /// @param said the words after which the model was cut off
    String resume(String said) {
        return text("resume", said);
    }

    private static String text(String key, Object... arguments) {
        return new MessageFormat(TEXTS.getString(key), Locale.ENGLISH).format(arguments);
    }
}
