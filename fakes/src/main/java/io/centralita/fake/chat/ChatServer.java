package io.centralita.fake.chat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The service on a free port of this machine. Safe from any thread but event loops, on which
/// starting and closing would wait for themselves.
public final class ChatServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int PATIENCE_S = 10;
    private static final int BACKLOG = 1_024;

    private final HttpServer server;
    private final FrontDoor door;
    private final Connections connections;

    private ChatServer(HttpServer server, FrontDoor door, Connections connections) {
        this.server = server;
        this.door = door;
        this.connections = connections;
    }

    private record Connections(AtomicInteger open, AtomicInteger ever) {}

    public static ChatServer start(Vertx vertx, Settings settings) {
        var door = new FrontDoor(vertx, settings);
        var connections = new Connections(new AtomicInteger(), new AtomicInteger());
        var options =
                new HttpServerOptions()
                        .setHost(HOST)
                        .setPort(0)
                        .setAcceptBacklog(BACKLOG)
                        .setTcpNoDelay(true);
        var listening = new CompletableFuture<HttpServer>();
        vertx.getOrCreateContext()
                .runOnContext(
                        _ ->
                                vertx.createHttpServer(options)
                                        .connectionHandler(
                                                connection -> {
                                                    connections.open().incrementAndGet();
                                                    connections.ever().incrementAndGet();
                                                    connection.closeHandler(
                                                            _ ->
                                                                    connections
                                                                            .open()
                                                                            .decrementAndGet());
                                                })
                                        .requestHandler(door::handle)
                                        .listen()
                                        .onSuccess(listening::complete)
                                        .onFailure(listening::completeExceptionally));
        return new ChatServer(
                listening.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join(), door, connections);
    }

    /// As `CHAT_BASE_URL` wants it.
    public URI baseUrl() {
        return URI.create("http://" + HOST + ":" + server.actualPort() + door.base());
    }

    /// All requests for a reply, in order of arrival.
    public List<Served> requests() {
        return door.requests();
    }

    /// @param number from 1
    public Served request(int number) {
        return requests().get(number - 1);
    }

    /// Those that a careful client never sees refused: with 400.
    public List<Refusal> refused() {
        return requests().stream()
                .filter(served -> served.status() == 400)
                .map(served -> Objects.requireNonNull(served.refusal()))
                .toList();
    }

    /// What was tolerated and should not have happened.
    public List<String> violations() {
        return requests().stream().flatMap(served -> served.violations().stream()).toList();
    }

    public int openConnections() {
        return connections.open().get();
    }

    /// Since the start.
    public int connectionsEver() {
        return connections.ever().get();
    }

    /// Frees port and connections, whatever is under way.
    @Override
    public void close() {
        await(server.close());
    }

    private static <T> void await(Future<T> future) {
        var waiting = new CompletableFuture<T>();
        future.onSuccess(waiting::complete).onFailure(waiting::completeExceptionally);
        waiting.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }
}
