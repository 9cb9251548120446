package io.centralita.app.command;

import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Reading.WrongSettings;
import io.centralita.app.text.Messages;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The whole command line.
public final class Commands {
    private static final int WIDTH = 80;

    private Commands() {}

    /// Runs one command line.
    ///
    /// @return the exit code: 0 fine, 1 found wanting, 2 wrong use
    public static int run(Terminal terminal, List<String> arguments) {
        var line = new CommandLine(new CentralitaCommand());
        line.addSubcommand(new DemoCommand(terminal));
        line.addSubcommand(new ServeCommand(terminal));
        line.addSubcommand(new CallCommand(terminal));
        line.addSubcommand(new DoctorCommand(terminal));
        line.addSubcommand(new EvalCommand(terminal));
        line.addSubcommand(new BenchCommand(terminal));
        var calls = new CommandLine(new CallsCommand());
        calls.addSubcommand(new CallsExportCommand(terminal));
        line.addSubcommand(calls);
        line.addSubcommand(
                new CommandLine(new SettingsCommand(terminal))
                        .addSubcommand(new HashPasswordCommand(terminal)));
        var tenant = new TenantCommand(terminal);
        var tenants =
                new CommandLine(tenant)
                        .addSubcommand(new TenantNumberCommand(terminal, tenant.desk()));
        CallersCommand.addTo(tenants, terminal);
        line.addSubcommand(tenants);
        line.addSubcommand(new VersionCommand(terminal));
        line.setResourceBundle(terminal.messages().help());
        line.setUsageHelpWidth(WIDTH);
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setExecutionExceptionHandler(
                (fault, _, _) -> {
                    if (fault instanceof WrongSettings wrong) {
                        sayProblems(terminal, wrong);
                        return Terminal.WRONG_USE;
                    }
                    if (fault instanceof StartFailure failure) {
                        terminal.say(failure.text(terminal.messages()));
                        return Terminal.WANTING;
                    }
                    LoggerFactory.getLogger(Commands.class)
                            .atDebug()
                            .setCause(fault)
                            .log("command failed");
                    terminal.say(terminal.messages().text("fault", words(fault)));
                    return Terminal.WANTING;
                });
        if (arguments.isEmpty()) {
            line.usage(terminal.out(), Ansi.AUTO);
            return Terminal.WRONG_USE;
        }
        try (var _ = tenant.desk()) {
            return line.execute(arguments.toArray(String[]::new));
        }
    }

    private static void sayProblems(Terminal terminal, WrongSettings wrong) {
        Messages messages = terminal.messages();
        terminal.say(messages.text("settings.problems", wrong.problems().size()));
        wrong.problems().forEach(problem -> terminal.say("  - " + problem.text(messages)));
    }

    private static String words(Exception fault) {
        var message = fault.getMessage();
        return message == null || message.isBlank() ? fault.getClass().getSimpleName() : message;
    }
}
