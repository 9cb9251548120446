package io.centralita.app.command;

import picocli.CommandLine.Command;

/// Stands for its subcommands.
@Command(name = "calls", synopsisSubcommandLabel = "COMMAND")
final class CallsCommand {}
