package io.centralita.tool.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.tool.exchange.HttpExchanges;
import io.centralita.tool.mcp.McpServerSpec.Place.Address;
import io.centralita.tool.mcp.WireException.Failure;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.MonoSink;

/// Streamable HTTP (MCP 2025-11-25, transports): a POST for each message, answered by JSON or by a
/// stream of events, and a GET that listens for what the server says on its own, where it can.
final class HttpWire extends Wire {
    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "MCP-Protocol-Version";
    private static final String EVENTS = "text/event-stream";
    private static final Duration NOTE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final Duration LISTEN_AGAIN = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(HttpWire.class);

    private final Address address;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(HttpExchanges.CONNECT_TIMEOUT)
                    .build();
    private final Map<Object, Thread> underWay = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String session;
    private volatile @Nullable String version;
    private volatile boolean closing;

    HttpWire(String name, Address address) {
        super(name);
        this.address = address;
    }

    @Override
    void agreed(String protocolVersion) {
        version = protocolVersion;
        start("listening", this::listen);
    }

    @Override
    void forget(Object requestId) {
        var thread = underWay.remove(requestId);
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    void send(JSONRPCMessage message, String text, MonoSink<Void> done) {
        if (closing) {
            done.error(WireException.gone("closed"));
            return;
        }
        var id = message instanceof JSONRPCRequest request ? request.id() : null;
        start("post", () -> post(id, text, done));
    }

    private void start(String what, Runnable body) {
        var thread =
                Thread.ofVirtual()
                        .name("mcp-" + name() + "/" + what)
                        .unstarted(
                                () -> {
                                    try {
                                        body.run();
                                    } finally {
                                        threads.remove(Thread.currentThread());
                                    }
                                });
        threads.add(thread);
        thread.start();
    }

    private void post(@Nullable Object id, String text, MonoSink<Void> done) {
        if (id != null) {
            underWay.put(id, Thread.currentThread());
        }
        try {
            var request = request().POST(BodyPublishers.ofString(text));
            request.setHeader("Content-Type", "application/json");
            request.setHeader("Accept", "application/json, " + EVENTS);
            if (id == null) {
                request.timeout(NOTE_TIMEOUT);
            }
            take(http.send(request.build(), BodyHandlers.ofInputStream()), id);
            done.success();
        } catch (InterruptedException _) {
            done.success(); // nobody waits any more
        } catch (WireException e) {
            done.error(e);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            lost().complete("cannot be reached any more: " + e);
            done.error(WireException.gone(e.toString()));
        } catch (IOException e) {
            if (Thread.interrupted() || (id != null && !underWay.containsKey(id))) {
                done.success();
            } else {
                done.error(WireException.gone(e.toString()));
            }
        } finally {
            if (id != null) {
                underWay.remove(id);
            }
        }
    }

    private HttpRequest.Builder request() {
        var request = HttpRequest.newBuilder(address.url());
        address.headers().forEach(request::setHeader);
        var currentSession = session;
        if (currentSession != null) {
            request.setHeader(SESSION, currentSession);
        }
        var agreed = version;
        if (agreed != null) {
            request.setHeader(VERSION, agreed);
        }
        return request;
    }

    private void take(HttpResponse<InputStream> response, @Nullable Object id) throws IOException {
        try (var body = response.body()) {
            int status = response.statusCode();
            if (status == 404 && session != null) {
                lost().complete("the server has ended the session");
                throw WireException.gone("the server has ended the session");
            }
            if (status < 200 || status > 299) {
                throw new WireException(new Failure.Status(status));
            }
            response.headers().firstValue(SESSION).ifPresent(given -> session = given);
            if (id == null) {
                return; // a notification, or an answer of ours: nothing comes back
            }
            var type = response.headers().firstValue("Content-Type").orElse("");
            var answered =
                    type.toLowerCase(Locale.ROOT).startsWith(EVENTS)
                            ? streamed(body, id)
                            : id.equals(receive(whole(body)));
            if (!answered) {
                throw WireException.broken("no answer in the reply, Content-Type «" + type + "»");
            }
        }
    }

    private static String whole(InputStream body) throws IOException {
        var bytes = body.readNBytes(LONGEST_MESSAGE + 1);
        if (bytes.length > LONGEST_MESSAGE) {
            throw WireException.broken("a message of more than " + LONGEST_MESSAGE + " bytes");
        }
        return new String(bytes, UTF_8);
    }

    private boolean streamed(InputStream body, Object id) throws IOException {
        var events = new EventStream(body, LONGEST_MESSAGE);
        try {
            for (var event = events.next(); event != null; event = events.next()) {
                if (id.equals(receive(event))) {
                    return true;
                }
            }
            return false;
        } catch (Lines.TooLong e) {
            throw WireException.broken(String.valueOf(e.getMessage()));
        }
    }

    /// Hears what the server says on its own, as long as it offers that.
    private void listen() {
        try {
            while (!closing && !lost().isDone()) {
                var request = request().setHeader("Accept", EVENTS).GET().build();
                var response = http.send(request, BodyHandlers.ofInputStream());
                try (var body = response.body()) {
                    if (response.statusCode() == 404 && session != null) {
                        lost().complete("the server has ended the session");
                    }
                    if (response.statusCode() != 200) {
                        return; // 405 where it does not
                    }
                    var events = new EventStream(body, LONGEST_MESSAGE);
                    for (var event = events.next(); event != null; event = events.next()) {
                        var _ = receive(event);
                    }
                } catch (IOException e) {
                    log.atDebug()
                            .addKeyValue("server", name())
                            .addKeyValue("detail", e.toString())
                            .log("MCP server's stream broke");
                }
                Thread.sleep(LISTEN_AGAIN);
            }
        } catch (IOException e) {
            if (!closing) {
                lost().complete("cannot be reached any more: " + e);
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    /// The server is told, where it keeps a session; nobody waits long for its answer.
    @Override
    void shut() {
        closing = true;
        threads.forEach(Thread::interrupt);
        if (session != null && !lost().isDone()) {
            try {
                var farewell = request().DELETE().timeout(FAREWELL).build();
                var _ = http.send(farewell, BodyHandlers.discarding());
            } catch (IOException _) {
                // it ends the session by itself some time
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        lost().complete("closed");
        http.shutdownNow();
    }
}
