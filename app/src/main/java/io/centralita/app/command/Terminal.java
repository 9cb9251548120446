package io.centralita.app.command;

import io.centralita.app.settings.Keys;
import io.centralita.app.settings.Reading;
import io.centralita.app.settings.Reading.WrongSettings;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import java.io.PrintWriter;
import java.util.Locale;

/// What a command works with: the settings as found, and where to write.
///
/// @param out for results
/// @param err for problems
public record Terminal(Reading reading, Messages messages, PrintWriter out, PrintWriter err) {
    static final int FINE = 0;
    static final int WANTING = 1;
    static final int WRONG_USE = 2;

    /// @throws WrongSettings which ends the command
    Settings settings() throws WrongSettings {
        return reading.settings();
    }

    /// One line on `err`, in the operator's language.
    void say(String line) {
        err.println(line);
        err.flush();
    }

    /// One line on `out`.
    void print(String line) {
        out.println(line);
        out.flush();
    }

    /// Spanish or English: the setting where it is set, else what the machine speaks.
    public static Messages messages(Reading reading, Locale machine) {
        return Messages.in(
                reading.isSet(Keys.LANGUAGE)
                        ? reading.find(Keys.LANGUAGE).orElse(machine)
                        : machine);
    }
}
