package io.centralita.fake.model.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The service on a free port of this machine. Safe from any thread but event loops, on which
/// starting and closing would wait for themselves.
public final class ModelServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int PATIENCE_S = 10;

    /// 15 MiB of audio as base64, and what is around it.
    private static final int LARGEST_MESSAGE = 21 * 1_024 * 1_024;

    private static final int BACKLOG = 1_024;

    private final HttpServer server;
    private final Settings settings;
    private final Guests guests;

    private ModelServer(HttpServer server, Settings settings, Guests guests) {
        this.server = server;
        this.settings = settings;
        this.guests = guests;
    }

    public static ModelServer start(Vertx vertx, Settings settings) {
        var context = vertx.getOrCreateContext();
        var guests = new Guests(context, settings.forgets());
        var door = new FrontDoor(vertx, settings, guests);
        var options =
                new HttpServerOptions()
                        .setHost(HOST)
                        .setPort(0)
                        .setAcceptBacklog(BACKLOG)
                        .setTcpNoDelay(true)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
                        .setMaxWebSocketMessageSize(LARGEST_MESSAGE)
                        .addWebSocketSubProtocol("realtime");
        var server =
                await(
                        on(
                                context,
                                () ->
                                        vertx.createHttpServer(options)
                                                .requestHandler(door::handle)
                                                .listen()));
        return new ModelServer(server, settings, guests);
    }

    public int port() {
        return server.actualPort();
    }

    /// Where the REST endpoints are, without a path.
    public URI httpUri() {
        return URI.create("http://" + HOST + ":" + port());
    }

    public URI webSocketUri(String model) {
        var path = settings.azure() ? "/openai/v1/realtime" : "/v1/realtime";
        return URI.create("ws://" + HOST + ":" + port() + path + "?model=" + model);
    }

    /// Everyone who asked for a session, in order of arrival, the refused included; those who have
    /// one now where the service forgets.
    public List<ModelConnection> connections() {
        return guests.connections();
    }

    /// @param number from 1; of a service that forgets nothing
    public ModelConnection connection(int number) {
        return connections().get(number - 1);
    }

    public int openSessions() {
        return (int) connections().stream().filter(ModelConnection::isOpen).count();
    }

    /// Frees port and connections, however a session stands.
    @Override
    public void close() {
        connections().forEach(ModelConnection::drop);
        await(server.close());
    }

    private static <T> Future<T> on(Context context, Supplier<Future<T>> what) {
        return Future.future(promise -> context.runOnContext(_ -> what.get().onComplete(promise)));
    }

    private static <T> T await(Future<T> future) {
        var waiting = new CompletableFuture<T>();
        future.onSuccess(waiting::complete).onFailure(waiting::completeExceptionally);
        return waiting.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }
}
