package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.settings.ToolsFile;
import io.centralita.app.text.Messages;
import io.centralita.call.scope.Time;
import io.centralita.tool.exchange.Exchange;
import io.centralita.tool.exchange.HttpExchanges;
import io.centralita.tool.http.HttpToolSpec;
import io.centralita.tool.mcp.Backoff;
import io.centralita.tool.mcp.McpServer;
import io.centralita.tool.mcp.McpServerSpec;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Whether the tools an operator has described are there. None of them is called.
public final class ToolChecks {
    private static final Duration HTTP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration MCP_PATIENCE = Duration.ofSeconds(25);
    private static final HttpExchanges.Terms TERMS =
            new HttpExchanges.Terms(HTTP_PATIENCE, HttpExchanges.BODY_LIMIT, true);

    private final ToolsFile tools;
    private final Messages messages;

    public ToolChecks(ToolsFile tools, Messages messages) {
        this.tools = tools;
        this.messages = messages;
    }

    public List<Check> checks() {
        var checks = new ArrayList<Check>();
        for (var spec : tools.http()) {
            var name = messages.text("doctor.tools.http", spec.definition().name());
            checks.add(new Check(name, () -> reach(spec)));
        }
        for (var spec : tools.mcp()) {
            var name = messages.text("doctor.tools.mcp", spec.name());
            checks.add(new Check(name, () -> connect(spec)));
        }
        if (checks.isEmpty()) {
            checks.add(
                    new Check(
                            messages.text("doctor.tools"),
                            () -> new Finding.Note(messages.text("doctor.tools.none"))));
        }
        return checks;
    }

    /// Any reply will do: a question without arguments says nothing about the tool.
    private Finding reach(HttpToolSpec spec) throws InterruptedException {
        var origin = spec.url().origin();
        var request =
                HttpRequest.newBuilder(origin).method("HEAD", BodyPublishers.noBody()).build();
        try (var exchanges = new HttpExchanges(Time.SYSTEM)) {
            return switch (exchanges.send(request, TERMS)) {
                case Exchange.Complete reply ->
                        new Finding.Pass(
                                messages.text(
                                        "doctor.tools.answers",
                                        origin,
                                        String.valueOf(reply.status())));
                case Exchange.TimedOut(var deadline) ->
                        unreachable(spec, deadline.toMillis() + " ms");
                case Exchange.Unreachable(var detail) -> unreachable(spec, detail);
                case Exchange.Unusable(var detail) -> unreachable(spec, detail);
            };
        }
    }

    private Finding unreachable(HttpToolSpec spec, String detail) {
        var origin = spec.url().origin();
        return new Finding.Fail(
                origin + ": " + detail, messages.text("doctor.tools.remedy.unreachable", origin));
    }

    private Finding connect(McpServerSpec spec) throws Exception {
        try (var server = new McpServer(spec, Backoff.STANDARD, Time.SYSTEM)) {
            var state = server.settled().get(MCP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return switch (state) {
                case McpServer.State.Connected(var offered) when offered.isEmpty() ->
                        new Finding.Fail(
                                messages.text("doctor.tools.empty"),
                                messages.text("doctor.tools.remedy.empty"));
                case McpServer.State.Connected(var offered) ->
                        new Finding.Pass(
                                messages.text(
                                        "doctor.tools.offers",
                                        offered.stream()
                                                .map(tool -> tool.definition().name())
                                                .collect(Collectors.joining(", "))));
                case McpServer.State.Away(var why) -> away(spec, why);
                case McpServer.State.Connecting() -> away(spec, "…");
            };
        } catch (TimeoutException _) {
            return away(spec, MCP_PATIENCE.toSeconds() + " s");
        }
    }

    private Finding away(McpServerSpec spec, String why) {
        return new Finding.Fail(
                spec.place() + ": " + why, messages.text("doctor.tools.remedy.mcp"));
    }
}
