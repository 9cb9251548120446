package io.centralita.app.command;

import io.centralita.app.server.Surroundings;
import io.centralita.app.settings.Reading;
import io.centralita.app.text.Messages;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;

/// What a server is surrounded by that a command has started, for servers that a test starts.
public final class PageSurroundings {
    private PageSurroundings() {}

    public static Surroundings of(Reading reading, Locale language) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        return PageDoctor.around(new Terminal(reading, Messages.in(language), nowhere, nowhere));
    }
}
