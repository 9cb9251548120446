package io.centralita.app.bench.silence;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How the answering service ends a question, and the service that does so.
enum AnsweringFault {
    NONE,
    TIMES_OUT,
    UNREACHABLE,
    HTTP_ERROR,
    RATE_LIMITED,
    GARBAGE,
    /// The connection breaks in the middle of the answer.
    BREAKS_OFF;

    static final String ANSWER = "En el router 146 hay 42 clientes activos.";

    private static final String HOST = "127.0.0.1";
    private static final long ANSWERING_MS = 2_000;
    private static final long OPENING_S = 10;

    /// A service that is there.
    ///
    /// @param server null for one that is not
    record Service(URI url, @Nullable HttpServer server) implements AutoCloseable {
        @Override
        public void close() {
            if (server != null) {
                server.close();
            }
        }
    }

    Service open(Vertx vertx) throws IOException {
        if (this == UNREACHABLE) {
            try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return new Service(url(free.getLocalPort()), null);
            }
        }
        return open(vertx, () -> this);
    }

    /// A service that is there and answers each question another way.
    static Service open(Vertx vertx, Supplier<AnsweringFault> how) {
        var server =
                vertx.createHttpServer()
                        .requestHandler(request -> how.get().answer(vertx, request))
                        .listen(0, HOST)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(OPENING_S, TimeUnit.SECONDS)
                        .join();
        return new Service(url(server.actualPort()), server);
    }

    private static URI url(int port) {
        return URI.create("http://" + HOST + ":" + port);
    }

    private void answer(Vertx vertx, HttpServerRequest request) {
        if (this != TIMES_OUT) {
            vertx.setTimer(ANSWERING_MS, _ -> end(request));
        }
    }

    private void end(HttpServerRequest request) {
        var response = request.response();
        switch (this) {
            case NONE ->
                    response.putHeader("Content-Type", "application/json")
                            .end("{\"success\": true, \"response\": \"" + ANSWER + "\"}");
            case HTTP_ERROR -> response.setStatusCode(502).end("Bad Gateway");
            case RATE_LIMITED -> response.setStatusCode(429).end();
            case GARBAGE -> response.end("<html>it works</html>");
            case BREAKS_OFF -> {
                response.putHeader("Content-Length", "1000").write("{\"succ");
                request.connection().close();
            }
            case TIMES_OUT, UNREACHABLE -> {}
        }
    }
}
