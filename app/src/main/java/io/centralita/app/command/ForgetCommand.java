package io.centralita.app.command;

import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Has a caller forgotten, in memory and in the records of their calls.
@Command(name = "forget", sortOptions = false)
final class ForgetCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CallerDesk desk;

    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "id")
    String tenant = "";

    @Parameters(index = "1", paramLabel = "NUMBER", descriptionKey = "number")
    String number = "";

    @ArgGroup @Nullable After after;

    @Option(names = "--url", paramLabel = "URL", descriptionKey = "url")
    @Nullable URI url;

    static final class After {
        @Option(names = "--keep-nothing", descriptionKey = "keep-nothing")
        boolean never;

        @Option(names = "--remember-again", descriptionKey = "remember-again")
        boolean again;
    }

    ForgetCommand(Terminal terminal) {
        this.terminal = terminal;
        desk = new CallerDesk(terminal);
    }

    @Override
    public Integer call() throws Exception {
        return desk.ask(
                url,
                api -> api.delete(CallerDesk.path(tenant, number) + remember()),
                forgotten ->
                        terminal.print(
                                terminal.messages()
                                        .text(
                                                "callers.forgotten",
                                                forgotten.path("calls").asInt(),
                                                forgotten.path("records").asInt())));
    }

    private String remember() {
        return after == null ? "" : after.never ? "?remember=never" : "?remember=again";
    }
}
