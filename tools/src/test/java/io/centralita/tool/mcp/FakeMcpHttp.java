package io.centralita.tool.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.centralita.tool.mcp.FakeMcp.Reaction;
import io.centralita.tool.mcp.McpServerSpec.Place.Address;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An MCP server on streamable HTTP (2025-11-25), strict about headers and sessions, and as faulty
/// as it is told.
final class FakeMcpHttp implements AutoCloseable {
    static final String KEY = "Bearer s3cret";

    /// How it answers a request for a tool.
    enum Manner {
        JSON,
        /// As events, after a comment and a notification.
        EVENTS,
        /// Events that end before the answer.
        EVENTS_CUT,
        /// A byte now and then, never an answer.
        DRIP,
        /// A page of HTML.
        HTML,
        STATUS_429,
        STATUS_500,
        /// The connection is gone.
        RESET
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final List<OutputStream> listeners = new CopyOnWriteArrayList<>();
    private final boolean listens;
    private volatile Manner manner = Manner.JSON;
    private volatile @Nullable FakeMcp brain;
    private volatile String session = "";
    private int sessions;

    /// @param port 0 for any
    /// @param listens whether it has a stream for what it says on its own
    FakeMcpHttp(int port, boolean listens) {
        this.listens = listens;
        try {
            http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/mcp", this::serve);
        http.start();
    }

    int port() {
        return http.getAddress().getPort();
    }

    static Address at(int port) {
        return new Address(
                URI.create("http://127.0.0.1:" + port + "/mcp"), Map.of("Authorization", KEY));
    }

    void behave(Manner other) {
        manner = other;
    }

    /// Forgets the session, as a server does that was started again.
    synchronized void forgetSession() {
        session = "forgotten";
    }

    List<String> violations() {
        var current = brain;
        if (current != null) {
            violations.addAll(current.violations());
        }
        return List.copyOf(violations);
    }

    int cancelled() {
        var current = brain;
        return current == null ? 0 : current.cancelled().size();
    }

    int listeners() {
        return listeners.size();
    }

    String session() {
        return session;
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            if (!KEY.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            switch (exchange.getRequestMethod()) {
                case "POST" -> post(exchange);
                case "GET" -> listen(exchange);
                case "DELETE" -> {
                    check(isInSession(exchange), "DELETE without a session");
                    forgetSession();
                    exchange.sendResponseHeaders(200, -1);
                }
                default -> exchange.sendResponseHeaders(405, -1);
            }
        } catch (IOException _) {
            // the client left in the middle
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(HttpExchange exchange) throws IOException, InterruptedException {
        var headers = exchange.getRequestHeaders();
        var accept = String.valueOf(headers.getFirst("Accept"));
        check(
                accept.contains("application/json") && accept.contains("text/event-stream"),
                "Accept " + accept);
        check(
                String.valueOf(headers.getFirst("Content-Type")).startsWith("application/json"),
                "Content-Type");
        var text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        boolean begins = text.contains("\"method\":\"initialize\"");
        if (begins) {
            begin();
            exchange.getResponseHeaders().set("Mcp-Session-Id", session);
        } else if (!isInSession(exchange)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        } else {
            check(
                    FakeMcp.VERSION.equals(headers.getFirst("MCP-Protocol-Version")),
                    "MCP-Protocol-Version");
        }
        boolean isCall = text.contains("\"method\":\"tools/call\"");
        react(exchange, receive(text), isCall ? manner : Manner.JSON);
    }

    private synchronized Reaction receive(String text) {
        return Objects.requireNonNull(brain).receive(text);
    }

    private synchronized void begin() {
        var before = brain;
        if (before != null) {
            violations.addAll(before.violations());
        }
        sessions++;
        session = "session-" + sessions;
        brain = new FakeMcp(this::push);
    }

    private synchronized boolean isInSession(HttpExchange exchange) {
        return session.equals(exchange.getRequestHeaders().getFirst("Mcp-Session-Id"));
    }

    private void react(HttpExchange exchange, Reaction reaction, Manner how)
            throws IOException, InterruptedException {
        switch (reaction) {
            case Reaction.Nothing() -> exchange.sendResponseHeaders(202, -1);
            case Reaction.Hang() -> closing.await();
            case Reaction.Die() -> {}
            case Reaction.Say(var message) -> say(exchange, message, how);
        }
    }

    private void say(HttpExchange exchange, String message, Manner how)
            throws IOException, InterruptedException {
        switch (how) {
            case JSON -> body(exchange, 200, "application/json", message);
            case HTML -> body(exchange, 200, "text/html", "<html>hello</html>");
            case STATUS_429 -> exchange.sendResponseHeaders(429, -1);
            case STATUS_500 -> body(exchange, 500, "text/plain", "Traceback");
            case RESET -> {}
            case EVENTS ->
                    body(
                            exchange,
                            200,
                            "text/event-stream",
                            ": hello\n\nid: 1\ndata:\n\nevent: message\ndata: {\"jsonrpc\":\"2.0\","
                                    + "\"method\":\"notifications/message\",\"params\":{\"level\":"
                                    + "\"info\",\"data\":\"x\"}}\n\ndata: "
                                    + message
                                    + "\r\n\r\n");
            case EVENTS_CUT -> body(exchange, 200, "text/event-stream", "data: {\"jsonrpc\"");
            case DRIP -> {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                while (!closing.await(20, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(": still working\n".getBytes(UTF_8));
                    exchange.getResponseBody().flush();
                }
            }
        }
    }

    private static void body(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        var bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void listen(HttpExchange exchange) throws IOException, InterruptedException {
        check(
                "text/event-stream".equals(exchange.getRequestHeaders().getFirst("Accept")),
                "Accept of GET");
        if (!listens) {
            exchange.sendResponseHeaders(405, -1);
            return;
        }
        if (!isInSession(exchange)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        var out = exchange.getResponseBody();
        out.write(": listening\n\n".getBytes(UTF_8));
        out.flush();
        listeners.add(out);
        closing.await();
    }

    private void push(String message) {
        listeners.removeIf(out -> !isTold(out, message));
    }

    private static boolean isTold(OutputStream out, String message) {
        try {
            out.write(("data: " + message + "\n\n").getBytes(UTF_8));
            out.flush();
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
