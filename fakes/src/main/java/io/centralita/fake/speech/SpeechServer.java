package io.centralita.fake.speech;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The service on a free port of this machine. Safe from any thread but event loops, on which
/// starting and closing would wait for themselves.
public final class SpeechServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int PATIENCE_S = 10;

    private final HttpServer server;
    private final Reception reception;

    private SpeechServer(HttpServer server, Reception reception) {
        this.server = server;
        this.reception = reception;
    }

    public static SpeechServer start(Vertx vertx, SpeechSettings settings) {
        var reception = new Reception(vertx, settings);
        var listening = new CompletableFuture<HttpServer>();
        vertx.getOrCreateContext()
                .runOnContext(
                        _ ->
                                vertx.createHttpServer(
                                                new HttpServerOptions()
                                                        .setHost(HOST)
                                                        .setPort(0)
                                                        .setTcpNoDelay(true))
                                        .requestHandler(reception::handle)
                                        .listen()
                                        .onSuccess(listening::complete)
                                        .onFailure(listening::completeExceptionally));
        return new SpeechServer(get(listening), reception);
    }

    public int port() {
        return server.actualPort();
    }

    /// With `/v1`, as clients are given it.
    public URI baseUri() {
        return URI.create("http://" + HOST + ":" + port() + "/v1");
    }

    /// All requests in order of arrival, the refused included.
    public List<SpeechExchange> exchanges() {
        return reception.exchanges();
    }

    public List<SpeechExchange> exchanges(Endpoint endpoint) {
        return exchanges().stream().filter(one -> one.endpoint() == endpoint).toList();
    }

    /// @param number from 1
    public SpeechExchange exchange(Endpoint endpoint, int number) {
        return exchanges(endpoint).get(number - 1);
    }

    /// Frees port and connections, whatever is under way.
    @Override
    public void close() {
        var closed = new CompletableFuture<Void>();
        Future<Void> closing = server.close();
        closing.onSuccess(closed::complete).onFailure(closed::completeExceptionally);
        get(closed);
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }
}
