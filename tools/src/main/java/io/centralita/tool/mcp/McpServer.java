package io.centralita.tool.mcp;

import io.centralita.call.scope.Time;
import io.centralita.call.tool.Tool;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the connection to one server from its making to [#close], and offers the server's tools
/// while there is one. A server that is away costs nobody anything but its tools.
public final class McpServer implements AutoCloseable {
    /// What connecting, shaking hands and each page of the list may take.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(McpServer.class);

    /// How it is with the server.
    public sealed interface State {
        /// Nobody knows yet.
        record Connecting() implements State {}

        record Connected(List<Tool> tools) implements State {
            public Connected {
                tools = List.copyOf(tools);
            }
        }

        /// @param why for operators
        record Away(String why) implements State {}
    }

    private enum Wake {
        LOST,
        TOOLS_CHANGED
    }

    private final McpServerSpec spec;
    private final Backoff backoff;
    private final Catalogue catalogue;
    private final CompletableFuture<State> settled = new CompletableFuture<>();
    private final Thread keeper;
    private volatile State state = new State.Connecting();
    private volatile @Nullable McpConnection connection;
    private volatile boolean closing;

    /// Begins to connect.
    public McpServer(McpServerSpec spec, Backoff backoff, Time time) {
        this.spec = spec;
        this.backoff = backoff;
        this.catalogue = new Catalogue(spec, this::call, time);
        this.keeper = Thread.ofVirtual().name("mcp-" + spec.name()).unstarted(this::keep);
        keeper.start();
    }

    public McpServerSpec spec() {
        return spec;
    }

    public State state() {
        return state;
    }

    /// What it offers at this moment; nothing while it is away.
    public List<Tool> tools() {
        return state instanceof State.Connected(var tools) ? tools : List.of();
    }

    /// How the first attempt came out.
    public CompletableFuture<State> settled() {
        return settled.copy();
    }

    private McpSchema.CallToolResult call(
            String name, Map<String, Object> arguments, Duration deadline)
            throws InterruptedException {
        var current = connection;
        if (current == null) {
            throw WireException.gone("not connected");
        }
        return current.call(name, arguments, deadline);
    }

    private void keep() {
        int failures = 0;
        try {
            while (!closing) {
                try {
                    serveOnce();
                    failures = 1; // it was there, and is gone
                } catch (WireException e) {
                    failures++;
                    away(e.failure().words());
                }
                Thread.sleep(backoff.after(failures));
            }
        } catch (InterruptedException _) {
            // closed
        } finally {
            become(new State.Away("closed"));
        }
    }

    /// From connecting to the connection's loss.
    private void serveOnce() throws InterruptedException {
        var wakes = new ArrayBlockingQueue<Wake>(8);
        try (var opened =
                McpConnection.open(spec, PATIENCE, () -> offer(wakes, Wake.TOOLS_CHANGED))) {
            connection = opened;
            var _ = opened.lost().thenRun(() -> offer(wakes, Wake.LOST));
            list(opened);
            while (wakes.take() == Wake.TOOLS_CHANGED && !opened.lost().isDone()) {
                list(opened);
            }
            away(opened.lost().getNow("lost"));
        } finally {
            connection = null;
        }
    }

    /// What does not fit is said already by what is in there.
    private static void offer(BlockingQueue<Wake> wakes, Wake wake) {
        if (!wakes.offer(wake)) {
            log.atDebug().addKeyValue("wake", wake).log("MCP server says much at once");
        }
    }

    private void list(McpConnection opened) throws InterruptedException {
        var tools = catalogue.of(opened.tools(PATIENCE));
        become(new State.Connected(tools));
        log.atInfo()
                .addKeyValue("server", spec.name())
                .addKeyValue("tools", tools.stream().map(tool -> tool.definition().name()).toList())
                .log("MCP server's tools are offered");
    }

    private void away(String why) {
        var before = state;
        become(new State.Away(why));
        if (!closing && !(before instanceof State.Away(var known) && known.equals(why))) {
            log.atWarn()
                    .addKeyValue("server", spec.name())
                    .addKeyValue("place", spec.place())
                    .addKeyValue("detail", why)
                    .log("MCP server is away, its tools are missing");
        }
    }

    private void become(State next) {
        state = next;
        settled.complete(next);
    }

    /// Ends the connection, and the program where it is one.
    @Override
    public void close() {
        closing = true;
        keeper.interrupt();
        try {
            if (!keeper.join(CLOSING)) {
                log.atWarn().addKeyValue("server", spec.name()).log("MCP server still closing");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
