package io.centralita.app.settings;

import io.centralita.app.text.Messages;
import java.util.regex.Pattern;

/// A text of a certain form.
///
/// @param description key of the message that says what is right
record Form(Pattern pattern, String description) implements Kind<String> {
    /// A host's name or address, without scheme and port; an IPv6 address without brackets.
    static final Form HOST =
            new Form(
                    Pattern.compile(
                            "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+"),
                    "kind.host");

    @Override
    public String parse(String text) throws WrongValue {
        if (!pattern.matcher(text).matches()) {
            throw new WrongValue("");
        }
        return text;
    }

    @Override
    public String describe(Messages messages) {
        return messages.text(description);
    }
}
