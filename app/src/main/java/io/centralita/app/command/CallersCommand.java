package io.centralita.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Who is remembered by a tenant.
@Command(name = "callers", sortOptions = false)
final class CallersCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CallerDesk desk;

    @Parameters(paramLabel = "ID", descriptionKey = "id")
    String tenant = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", descriptionKey = "limit")
    int limit;

    @Option(names = "--json", descriptionKey = "json")
    boolean json;

    @Option(names = "--url", paramLabel = "URL", descriptionKey = "url")
    @Nullable URI url;

    CallersCommand(Terminal terminal) {
        this.terminal = terminal;
        desk = new CallerDesk(terminal);
    }

    /// Adds the commands about callers to another one.
    static void addTo(CommandLine parent, Terminal terminal) {
        parent.addSubcommand(new CallersCommand(terminal));
        parent.addSubcommand(new CallerCommand(terminal));
        parent.addSubcommand(new ForgetCommand(terminal));
    }

    @Override
    public Integer call() throws Exception {
        return desk.ask(
                url, api -> api.get(CallerDesk.path(tenant) + "?limit=" + limit), this::show);
    }

    private void show(JsonNode answer) {
        if (json) {
            desk.print(answer);
            return;
        }
        if (answer.path("callers").isEmpty()) {
            terminal.say(terminal.messages().text("callers.none"));
        }
        for (var caller : answer.path("callers")) {
            terminal.print(CallerLines.of(caller, terminal.messages()));
        }
    }
}
