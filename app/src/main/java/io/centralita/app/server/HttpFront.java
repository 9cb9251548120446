package io.centralita.app.server;

import io.centralita.channel.asterisk.ari.ListeningEvents;
import io.centralita.channel.asterisk.websocket.MediaWebSockets;
import io.centralita.channel.realtime.RealtimeChannel;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The HTTP server: one instance on every event loop, all on one port.
final class HttpFront {
    /// The realtime endpoint's; each channel keeps limits of its own below it, and the connection
    /// that an Asterisk opens for its events, once it has shown its key, one above it.
    private static final int LARGEST_FRAME = RealtimeChannel.LARGEST_FRAME;

    private static final long START_SECONDS = 30;

    private HttpFront() {}

    /// Listens.
    ///
    /// @param port 0 takes a free one
    /// @param routes mounts everything on the router of one event loop
    /// @return the port
    static int listen(Vertx vertx, int loops, String host, int port, Consumer<Router> routes)
            throws StartFailure, InterruptedException {
        Ports.requireFree(host, port, "HTTP_PORT");
        var bound = new AtomicInteger();
        var options =
                new HttpServerOptions()
                        .setHost(host)
                        // All instances share one port: it has to be known before the first
                        // listens.
                        .setPort(port == 0 ? Ports.free(host) : port)
                        .setTcpNoDelay(true)
                        .setIdleTimeout(0)
                        .addWebSocketSubProtocol(RealtimeChannel.SUBPROTOCOL)
                        .addWebSocketSubProtocol(ListeningEvents.SUBPROTOCOL)
                        .addWebSocketSubProtocol(MediaWebSockets.SUBPROTOCOL)
                        // Audio does not shrink, and a small frame could unfold into a huge one.
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setMaxWebSocketFrameSize(LARGEST_FRAME)
                        .setMaxWebSocketMessageSize(LARGEST_FRAME);
        var deployed =
                vertx.deployVerticle(
                        () -> new Instance(options, routes, bound),
                        new DeploymentOptions().setInstances(loops));
        try {
            deployed.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StartFailure("start.no-listen", e.getCause(), host, "" + e.getCause());
        } catch (TimeoutException e) {
            throw new StartFailure("start.no-listen", e, host, START_SECONDS + " s");
        }
        return bound.get();
    }

    private static final class Instance extends VerticleBase {
        private final HttpServerOptions options;
        private final Consumer<Router> routes;
        private final AtomicInteger bound;

        Instance(HttpServerOptions options, Consumer<Router> routes, AtomicInteger bound) {
            this.options = options;
            this.routes = routes;
            this.bound = bound;
        }

        @Override
        public Future<HttpServer> start() {
            var router = Router.router(vertx);
            routes.accept(router);
            return vertx.createHttpServer(options)
                    .requestHandler(router)
                    .listen()
                    .onSuccess(server -> bound.set(server.actualPort()));
        }
    }
}
