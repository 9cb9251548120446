package io.centralita.app.command;

import io.centralita.app.doctor.Examination;
import io.centralita.app.server.StartFailure;
import io.centralita.app.server.Surroundings;
import io.centralita.app.settings.Reading.WrongSettings;
import io.centralita.app.text.Messages;
import io.centralita.console.house.House;
import io.centralita.tool.mikrotik.check.MikrotikChecks;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// The doctor for the console's page: the checks of the command, without those that cost money or
/// ask for an answer.
final class PageDoctor {
    private PageDoctor() {}

    /// What a server that a command starts is surrounded by.
    static Surroundings around(Terminal terminal) {
        return new Surroundings(
                Optional.of(terminal.reading()),
                (language, found) -> examine(terminal, language, found));
    }

    private static void examine(Terminal terminal, Locale language, Consumer<House.Outcome> found)
            throws InterruptedException, StartFailure {
        var nowhere = new PrintWriter(Writer.nullWriter());
        var mute = new Terminal(terminal.reading(), Messages.in(language), nowhere, nowhere);
        var examination =
                new Examination(
                        mute.messages(),
                        _ -> {},
                        outcome ->
                                found.accept(
                                        new House.Outcome(
                                                outcome.name(),
                                                outcome.status().name(),
                                                outcome.detail(),
                                                outcome.remedy(),
                                                outcome.took())));
        try {
            var settings = mute.settings();
            var twilio = new TwilioDoctor(mute, settings, false, InputStream.nullInputStream());
            new Checkup(mute, settings, twilio, MikrotikChecks.DEFAULT_ROUTER, false, _ -> {})
                    .run(examination, null);
        } catch (WrongSettings e) {
            throw new IllegalStateException("a server runs by settings that are right", e);
        }
    }
}
