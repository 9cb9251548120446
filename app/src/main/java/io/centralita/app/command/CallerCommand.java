package io.centralita.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a tenant remembers of one caller; with `--json` it is what such a caller may ask to be
/// given.
@Command(name = "caller", sortOptions = false)
final class CallerCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CallerDesk desk;

    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "id")
    String tenant = "";

    @Parameters(index = "1", paramLabel = "NUMBER", descriptionKey = "number")
    String number = "";

    @Option(names = "--json", descriptionKey = "json")
    boolean json;

    @Option(names = "--url", paramLabel = "URL", descriptionKey = "url")
    @Nullable URI url;

    CallerCommand(Terminal terminal) {
        this.terminal = terminal;
        desk = new CallerDesk(terminal);
    }

    @Override
    public Integer call() throws Exception {
        return desk.ask(url, api -> api.get(CallerDesk.path(tenant, number)), this::show);
    }

    private void show(JsonNode caller) {
        if (json) {
            desk.print(caller);
            return;
        }
        terminal.print(CallerLines.of(caller, terminal.messages()));
        for (var fact : caller.path("facts")) {
            terminal.print("  - " + fact.asText());
        }
        for (var call : caller.path("pastCalls")) {
            terminal.print(
                    "  %s  %s"
                            .formatted(
                                    CallerLines.day(call.path("startedAt"), terminal.messages()),
                                    call.path("summary").asText()));
        }
    }
}
