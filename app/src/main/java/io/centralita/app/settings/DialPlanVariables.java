package io.centralita.app.settings;

import io.centralita.app.text.Messages;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/// Variables of Asterisk's dial plan, functions included, with commas between them: `TENANT,
/// CALLERID(rdnis), PJSIP_HEADER(read,X-Customer)`. Each counts once.
record DialPlanVariables() implements Kind<List<String>> {
    /// What one call brings along at most.
    private static final int MOST = 20;

    /// Commas within parentheses belong to a function's arguments.
    private static final Pattern BETWEEN = Pattern.compile(",(?![^(]*\\))");

    private static final Pattern FORM =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}(?:\\([A-Za-z0-9_.,:/-]{0,63}\\))?");

    @Override
    public List<String> parse(String text) throws WrongValue {
        var names = new LinkedHashSet<String>();
        for (var part : BETWEEN.split(text, -1)) {
            var name = part.strip();
            if (!FORM.matcher(name).matches()) {
                throw new WrongValue("");
            }
            names.add(name);
        }
        if (names.size() > MOST) {
            throw new WrongValue("");
        }
        return List.copyOf(names);
    }

    @Override
    public String describe(Messages messages) {
        return messages.text("kind.variables", MOST);
    }
}
