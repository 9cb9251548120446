package io.centralita.tool.mcp;

import io.centralita.tool.mcp.WireException.Failure;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientSession;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// One connection to a server, from its handshake to its loss. Safe for any number of threads.
final class McpConnection implements AutoCloseable {
    /// What a server may offer at most.
    static final int MOST_TOOLS = 128;

    private static final int MOST_PAGES = 50;

    /// The session's own limit; every request of ours ends before it.
    private static final Duration SESSION_LIMIT = Duration.ofMinutes(10);

    private static final TypeRef<McpSchema.InitializeResult> INITIALIZED = new TypeRef<>() {};
    private static final TypeRef<McpSchema.ListToolsResult> LISTED = new TypeRef<>() {};
    private static final TypeRef<McpSchema.CallToolResult> CALLED = new TypeRef<>() {};
    private static final Logger log = LoggerFactory.getLogger(McpConnection.class);

    private final Wire wire;
    private final McpClientSession session;
    private final Map<Long, CompletableFuture<?>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong waits = new AtomicLong();
    private volatile boolean closed;

    private McpConnection(Wire wire, Runnable toolsChanged) {
        this.wire = wire;
        Map<String, McpClientSession.RequestHandler<?>> requests =
                Map.of("ping", _ -> Mono.just(Map.of()));
        Map<String, McpClientSession.NotificationHandler> notes =
                Map.of(
                        "notifications/tools/list_changed",
                        _ -> Mono.fromRunnable(toolsChanged),
                        "notifications/message",
                        _ -> Mono.empty(),
                        "notifications/progress",
                        _ -> Mono.empty());
        session = new McpClientSession(SESSION_LIMIT, wire, requests, notes, ready -> ready);
        var _ = wire.lost().thenAccept(this::failAll);
    }

    /// Connects and shakes hands.
    ///
    /// @param toolsChanged told when the server's tools are others; must not block
    /// @throws WireException where that fails; nothing is left behind
    static McpConnection open(McpServerSpec spec, Duration deadline, Runnable toolsChanged)
            throws InterruptedException {
        Wire wire =
                switch (spec.place()) {
                    case McpServerSpec.Place.Program program ->
                            StdioWire.start(spec.name(), program);
                    case McpServerSpec.Place.Address address -> new HttpWire(spec.name(), address);
                };
        var connection = new McpConnection(wire, toolsChanged);
        try {
            connection.initialize(deadline);
            return connection;
        } catch (WireException | InterruptedException e) {
            connection.close();
            throw e;
        }
    }

    private void initialize(Duration deadline) throws InterruptedException {
        var versions = wire.protocolVersions();
        var params =
                Map.of(
                        "protocolVersion",
                        versions.getLast(),
                        "capabilities",
                        Map.of(),
                        "clientInfo",
                        Map.of("name", "centralita", "version", "1"));
        var result = await(session.sendRequest("initialize", params, INITIALIZED), deadline, false);
        var agreed = String.valueOf(result.protocolVersion());
        if (!versions.contains(agreed)) {
            throw WireException.broken("speaks only protocol version «" + agreed + "»");
        }
        wire.agreed(agreed);
        await(
                session.sendNotification("notifications/initialized", null)
                        .thenReturn(Boolean.TRUE),
                deadline,
                false);
        log.atInfo()
                .addKeyValue("server", wire.name())
                .addKeyValue("protocol", agreed)
                .log("MCP server connected");
    }

    /// All of the server's tools, page by page.
    ///
    /// @throws WireException where it does not say
    List<McpSchema.Tool> tools(Duration deadline) throws InterruptedException {
        var tools = new ArrayList<McpSchema.Tool>();
        var params = new HashMap<String, Object>();
        for (int page = 0; page < MOST_PAGES && tools.size() < MOST_TOOLS; page++) {
            var listed =
                    await(
                            session.sendRequest("tools/list", Map.copyOf(params), LISTED),
                            deadline,
                            true);
            tools.addAll(listed.tools());
            var next = listed.nextCursor();
            if (next == null || next.isEmpty()) {
                return tools;
            }
            params.put("cursor", next);
        }
        log.atWarn().addKeyValue("server", wire.name()).log("MCP server offers too many tools");
        return tools.subList(0, Math.min(tools.size(), MOST_TOOLS));
    }

    /// Runs a tool. When the time is over or the thread is interrupted, the server is told that
    /// nobody waits any more.
    ///
    /// @param name the server's own
    /// @throws WireException where no result comes
    McpSchema.CallToolResult call(String name, Map<String, Object> arguments, Duration deadline)
            throws InterruptedException {
        var params = Map.of("name", name, "arguments", arguments);
        return await(session.sendRequest("tools/call", params, CALLED), deadline, true);
    }

    CompletableFuture<String> lost() {
        return wire.lost();
    }

    /// @param cancellable whether the server may be told that nobody waits; never of a handshake
    private <T> T await(Mono<T> answer, Duration deadline, boolean cancellable)
            throws InterruptedException {
        var id = new AtomicReference<Object>();
        Consumer<Object> ids = id::set;
        var future = answer.contextWrite(context -> context.put(Wire.REQUEST_ID, ids)).toFuture();
        var wait = waits.incrementAndGet();
        waiting.put(wait, future);
        try {
            if (isGone()) {
                failAll(why());
            }
            var result = future.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            if (result == null) {
                throw WireException.broken("an empty answer");
            }
            return result;
        } catch (TimeoutException _) {
            cancel(future, cancellable ? id.get() : null, "too late");
            throw new WireException(new Failure.Late());
        } catch (InterruptedException e) {
            cancel(future, cancellable ? id.get() : null, "not wanted any more");
            throw e;
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            waiting.remove(wait);
        }
    }

    private void cancel(CompletableFuture<?> future, @Nullable Object requestId, String reason) {
        future.cancel(true);
        if (requestId != null) {
            wire.cancel(requestId, reason);
        }
    }

    private WireException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case WireException own -> own;
            // Its session has words of its own for a request that came while it was closed.
            case Throwable _ when isGone() -> WireException.gone(why());
            case McpError error when error.getJsonRpcError() != null ->
                    new WireException(new Failure.Refused(error.getJsonRpcError().code()));
            case null, default -> WireException.broken(String.valueOf(cause));
        };
    }

    private boolean isGone() {
        return closed || wire.lost().isDone();
    }

    private String why() {
        return wire.lost().getNow("closed");
    }

    private void failAll(String why) {
        var gone = WireException.gone(why);
        waiting.values().forEach(future -> future.completeExceptionally(gone));
    }

    @Override
    public void close() {
        closed = true;
        failAll(why()); // before the session does, in words of its own
        session.close();
        wire.shut();
    }
}
