package io.centralita.channel.realtime;

import io.centralita.call.CallMetrics;
import io.centralita.call.InMemoryRecords;
import io.centralita.call.ScriptedEngine;
import io.centralita.call.Switchboard;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.Loopback;
import io.centralita.channel.PacingClocks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A switchboard with a scripted engine behind the realtime endpoint, on a free port.
final class RealtimeRig implements AutoCloseable {
    static final String KEY = "key-of-the-test";
    static final RealtimeSettings LOCAL = RealtimeSettings.local("scripted");
    static final RealtimeSettings KEYED =
            new RealtimeSettings(
                    List.of("another-key", KEY),
                    "scripted",
                    Set.of(),
                    false,
                    RealtimeSettings.Limits.DEFAULT);

    final ScriptedEngine engine = new ScriptedEngine();
    final InMemoryRecords records = new InMemoryRecords();
    final ConcurrentLinkedQueue<String> counted = new ConcurrentLinkedQueue<>();
    final Switchboard switchboard;
    private final Vertx vertx = Vertx.vertx();
    private final PacingClocks clocks;
    private final RealtimeChannel channel;
    private final HttpServer server;
    private final WebSocketClient webSockets;

    RealtimeRig() {
        this(LOCAL, 10);
    }

    RealtimeRig(RealtimeSettings settings, int maxCalls) {
        this(settings, maxCalls, CallTaker.NONE);
    }

    /// @param taker of calls whose audio is on a track
    RealtimeRig(RealtimeSettings settings, int maxCalls, CallTaker taker) {
        switchboard =
                new Switchboard(
                        new SwitchboardParts(
                                CallSettings.standard(Locale.of("es"), "Hola"),
                                engine,
                                List.of(),
                                new BundledTexts(),
                                (text, language, format) ->
                                        Optional.of(new byte[format.frameBytes() * 10]),
                                records,
                                new CallMetrics(new SimpleMeterRegistry()),
                                Time.SYSTEM,
                                maxCalls));
        var metrics =
                new ChannelMetrics() {
                    @Override
                    public void refused(String name, String reason) {
                        counted.add("refused " + reason);
                    }

                    @Override
                    public void oddity(String name, String kind) {
                        counted.add("oddity " + kind);
                    }
                };
        clocks = new PacingClocks(vertx, Time.SYSTEM, metrics);
        channel = new RealtimeChannel(vertx, settings, switchboard::accept, taker, clocks, metrics);
        var router = Router.router(vertx);
        channel.mount(router);
        server =
                Loopback.await(
                        vertx.createHttpServer(
                                        new HttpServerOptions()
                                                .addWebSocketSubProtocol(
                                                        RealtimeChannel.SUBPROTOCOL)
                                                .setMaxWebSocketFrameSize(
                                                        RealtimeChannel.LARGEST_FRAME)
                                                .setMaxWebSocketMessageSize(
                                                        RealtimeChannel.LARGEST_FRAME))
                                .requestHandler(router)
                                .listen(0, "127.0.0.1"));
        webSockets =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxFrameSize(2_000_000)
                                .setMaxMessageSize(4_000_000));
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    Peer connect() {
        return connect("?model=test-model", MultiMap.caseInsensitiveMultiMap());
    }

    Peer connect(String query, MultiMap headers, String... subprotocols) {
        return new Peer(webSockets.connect(options(query, headers, subprotocols)));
    }

    WebSocketConnectOptions options(String query, MultiMap headers, String... subprotocols) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(server.actualPort())
                .setURI(RealtimeChannel.SESSION_PATH + query)
                .setHeaders(headers)
                .setSubProtocols(List.of(subprotocols));
    }

    WebSocketClient webSockets() {
        return webSockets;
    }

    /// The session of the call that the next event of a peer made.
    ScriptedEngine.Session session() {
        Loopback.awaitThat(() -> switchboard.liveCalls() > 0);
        var session = engine.session();
        session.post(new EngineEvent.Ready());
        session.post(new EngineEvent.ReplyFinished());
        return session;
    }

    void awaitTold(String line) {
        Loopback.awaitThat(() -> engine.session().told().contains(line));
    }

    void awaitNothingLeft() {
        Loopback.awaitThat(
                () ->
                        channel.openSessions() == 0
                                && switchboard.liveCalls() == 0
                                && clocks.members() == 0);
    }

    @Override
    public void close() {
        switchboard.close();
        Loopback.await(vertx.close());
    }
}
