package io.centralita.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The top of the command line: does nothing by itself but offer help.
@Command(name = "centralita", synopsisSubcommandLabel = "COMMAND")
final class CentralitaCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            descriptionKey = "help")
    boolean help;
}
