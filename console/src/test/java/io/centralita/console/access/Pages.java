package io.centralita.console.access;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Routes served on a free port of this machine.
public final class Pages implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final int port;

    public Pages(Consumer<Router> routes) throws Exception {
        var router = Router.router(vertx);
        routes.accept(router);
        port =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                        .requestHandler(router)
                        .listen(0)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS)
                        .actualPort();
    }

    public int port() {
        return port;
    }

    public Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
