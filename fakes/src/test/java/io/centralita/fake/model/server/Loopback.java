package io.centralita.fake.model.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A server and clients of it.
final class Loopback implements AutoCloseable {
    static final String MODEL = "gpt-realtime-2.1";
    private static final int LARGEST = 4 * 1_024 * 1_024;
    private static final int PATIENCE_S = 30;

    final ModelServer server;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = vertx.createHttpClient();
    private final WebSocketClient webSockets =
            vertx.createWebSocketClient(
                    new WebSocketClientOptions()
                            .setMaxFrameSize(LARGEST)
                            .setMaxMessageSize(LARGEST)
                            .setMaxConnections(1_000));

    Loopback(Settings settings) {
        server = ModelServer.start(vertx, settings);
    }

    TestClient connect() {
        return get(open(MODEL));
    }

    /// Fails as the upgrade fails.
    CompletableFuture<TestClient> open(String model) {
        return open(request(model));
    }

    CompletableFuture<TestClient> open(WebSocketConnectOptions request) {
        var client = new TestClient();
        var opened = new CompletableFuture<TestClient>();
        webSockets
                .webSocket()
                .textMessageHandler(client::onText)
                .connect(request)
                .onSuccess(
                        socket -> {
                            client.opened(socket);
                            opened.complete(client);
                        })
                .onFailure(opened::completeExceptionally);
        return opened;
    }

    WebSocketConnectOptions request(String model) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(server.port())
                .setURI("/v1/realtime?model=" + model)
                .addHeader("Authorization", "Bearer " + Settings.KEY);
    }

    /// Status and body.
    String get(String path, String key) {
        var answer = new CompletableFuture<String>();
        http.request(HttpMethod.GET, server.port(), "127.0.0.1", path)
                .compose(request -> request.putHeader("Authorization", "Bearer " + key).send())
                .compose(Loopback::told)
                .onSuccess(answer::complete)
                .onFailure(answer::completeExceptionally);
        return get(answer);
    }

    private static Future<String> told(HttpClientResponse response) {
        return response.body().map(body -> response.statusCode() + " " + body);
    }

    static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        server.close();
        var closed = new CompletableFuture<Void>();
        vertx.close().onSuccess(_ -> closed.complete(null));
        get(closed);
    }
}
