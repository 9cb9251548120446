package io.centralita.channel.asterisk.ari;

import io.centralita.call.scope.Time;
import io.centralita.fake.asterisk.OutboundAri;
import io.centralita.fake.asterisk.Settings;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A server of ours for connections that Asterisk opens.
final class ListeningRig implements AutoCloseable {
    static final String USER = "ariuser";
    static final String PASSWORD = "aripass";
    static final WebSocketClient CLIENT = AriRig.VERTX.createWebSocketClient();

    /// For whoever else connects.
    static final int SERVERS_LIMIT = 65_536;

    private static final int PATIENCE_S = 20;

    final Counted counted = new Counted();
    final BlockingQueue<AriEvent> told = new LinkedBlockingQueue<>();
    final ListeningEvents events =
            new ListeningEvents(
                    AriRig.VERTX,
                    AriRig.settings(URI.create("http://127.0.0.1:8088/ari"), AriRig.QUICK),
                    USER,
                    PASSWORD,
                    Time.SYSTEM,
                    counted);
    final HttpServer server;

    ListeningRig() {
        events.subscribe(told::add);
        events.start();
        var router = Router.router(AriRig.VERTX);
        events.mount(router);
        server =
                await(
                        AriRig.VERTX
                                .createHttpServer(
                                        new HttpServerOptions()
                                                .setMaxWebSocketFrameSize(SERVERS_LIMIT)
                                                .setMaxWebSocketMessageSize(SERVERS_LIMIT)
                                                .setWebSocketSubProtocols(
                                                        List.of(
                                                                "audio",
                                                                ListeningEvents.SUBPROTOCOL)))
                                .requestHandler(router)
                                .listen(0, "127.0.0.1"));
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
                .join();
    }

    OutboundAri outbound() {
        return OutboundAri.to(
                URI.create("ws://127.0.0.1:" + server.actualPort() + ListeningEvents.PATH),
                Settings.APPLICATION);
    }

    /// The next event of a kind; those before it are forgotten.
    <T extends AriEvent> T next(Class<T> kind) throws InterruptedException {
        while (true) {
            var event = told.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no " + kind.getSimpleName());
            }
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    /// An Asterisk in the hands of the test.
    WebSocket connect() {
        return await(CLIENT.connect(options(USER, PASSWORD)));
    }

    /// Without credentials.
    WebSocketConnectOptions options() {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(server.actualPort())
                .setURI(ListeningEvents.PATH)
                .addSubProtocol(ListeningEvents.SUBPROTOCOL);
    }

    WebSocketConnectOptions options(String user, String password) {
        var options = options();
        options.putHeader("Authorization", new BasicCredentials(user, password).header());
        return options;
    }

    void register(WebSocket socket, String application, String asteriskId) {
        await(
                socket.writeTextMessage(
                        """
                        {"type":"ApplicationRegistered","application":"%s","asterisk_id":"%s"}
                        """
                                .formatted(application, asteriskId)));
    }

    @Override
    public void close() {
        events.close();
        await(server.close());
    }
}
