package io.centralita.app.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "version")
final class VersionCommand implements Callable<Integer> {
    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.print(
                terminal.messages()
                        .text(
                                "version",
                                number(),
                                System.getProperty("java.version"),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch")));
        return Terminal.FINE;
    }

    /// The version in the jar's manifest; `dev` where the classes were never packaged.
    static String number() {
        return Objects.requireNonNullElse(
                VersionCommand.class.getPackage().getImplementationVersion(), "dev");
    }
}
