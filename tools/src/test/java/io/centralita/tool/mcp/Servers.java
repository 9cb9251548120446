package io.centralita.tool.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.text.LocalizedText;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.call.tool.ToolResultProcessor;
import io.centralita.tool.Requests;
import io.centralita.tool.mcp.McpServer.State;
import io.centralita.tool.mcp.McpServerSpec.Place;
import io.centralita.tool.naming.NamePatterns;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What tests of MCP servers do over and over.
final class Servers {
    static final Backoff QUICK = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));

    private Servers() {}

    static McpServerSpec spec(Place place) {
        return new McpServerSpec(
                "fake",
                "f",
                place,
                NamePatterns.ALL,
                new NamePatterns(List.of("greet*")),
                null,
                LocalizedText.of(Locale.of("es"), "Un momento."));
    }

    /// One that has made its first attempt.
    static McpServer open(Place place) throws Exception {
        var server = new McpServer(spec(place), QUICK, Time.SYSTEM);
        var _ = server.settled().get(20, TimeUnit.SECONDS);
        return server;
    }

    static Tool tool(McpServer server, String name) {
        return find(server, name)
                .orElseThrow(() -> new AssertionError(name + " in " + server.state()));
    }

    private static Optional<Tool> find(McpServer server, String name) {
        return server.tools().stream()
                .filter(tool -> tool.definition().name().equals("f_" + name))
                .findFirst();
    }

    static List<String> names(McpServer server) {
        return server.tools().stream().map(tool -> tool.definition().name()).toList();
    }

    static ToolOutcome call(McpServer server, String name) throws InterruptedException {
        return call(server, name, "{}");
    }

    static ToolOutcome call(McpServer server, String name, String arguments)
            throws InterruptedException {
        return tool(server, name).run(request(name, arguments));
    }

    private static ToolRequest request(String name, String arguments) {
        return Requests.of("f_" + name, arguments, Duration.ofSeconds(1), Requests.SPANISH);
    }

    private static ToolOutcome run(Tool tool, ToolRequest request) {
        try {
            return tool.run(request);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Asks until the tool is offered and answers so: one that was just lost may still be offered
    /// for a moment.
    static void awaitAnswer(McpServer server, String name, String arguments, ToolOutcome expected) {
        await(
                () ->
                        find(server, name)
                                .map(tool -> run(tool, request(name, arguments)))
                                .filter(expected::equals)
                                .isPresent());
    }

    /// What the model would be given.
    static String words(ToolOutcome outcome) {
        var processor = new ToolResultProcessor(new BundledTexts());
        return processor.words(processor.examine(outcome), Requests.SPANISH);
    }

    static void awaitConnected(McpServer server) {
        await(() -> server.state() instanceof State.Connected);
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("awaited in vain").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    /// Threads of servers that are alive.
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("mcp-"))
                .toList();
    }
}
