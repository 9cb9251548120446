package io.centralita.app;

import io.centralita.app.command.Commands;
import io.centralita.app.command.Terminal;
import io.centralita.app.settings.SettingsReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Where the program begins.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var reading = SettingsReader.read(Path.of(""), System.getenv());
        var terminal =
                new Terminal(
                        reading,
                        Terminal.messages(reading, Locale.getDefault()),
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.exit(Commands.run(terminal, List.of(arguments)));
    }
}
