package io.centralita.channel.webrtc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.call.CallMetrics;
import io.centralita.call.InMemoryRecords;
import io.centralita.call.ScriptedEngine;
import io.centralita.call.Switchboard;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.OfferEngine;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.Loopback;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.realtime.RealtimeChannel;
import io.centralita.channel.realtime.RealtimeSettings;
import io.centralita.channel.realtime.Rights;
import io.centralita.media.AudioFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A switchboard with a scripted engine behind the endpoints for pages, on a free port; the
/// browsers' ends are [FakePeers].
final class BrowserRig implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    /// A page of the console; all others are visitors'.
    static final String CONSOLE = "console";

    /// Says who a page is: the header `Page`, or nobody. A page `token…` may begin one call.
    static final class HeaderGuard implements VoiceGuard {
        private final Set<String> used = ConcurrentHashMap.newKeySet();

        @Override
        public void begin(RoutingContext request, Optional<String> tenant, Consumer<Verdict> then) {
            var page = request.request().getHeader("Page");
            boolean may = page != null && (!page.startsWith("token") || used.add(page));
            then.accept(may ? admitted(page) : refused());
        }

        @Override
        public void again(RoutingContext request, String holder, Consumer<Verdict> then) {
            var page = request.request().getHeader("Page");
            then.accept(holder.equals(page) ? admitted(page) : refused());
        }

        private static Verdict admitted(String page) {
            return new Verdict.Admitted(
                    page,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    page.equals(CONSOLE) ? Rights.CONSOLE : Rights.PAGE);
        }

        private static Verdict refused() {
            return new Verdict.Refused(
                    401, "token-needed", "Falta.", "Pida uno.", Optional.of(Duration.ofSeconds(7)));
        }
    }

    /// Keeps lines as they come.
    private record Lines(ConcurrentLinkedQueue<String> kept) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            kept.add(line);
        }

        @Override
        public void onError(Throwable throwable) {
            kept.add("lost");
        }

        @Override
        public void onComplete() {
            kept.add("over");
        }
    }

    final FakePeers peers = new FakePeers();
    final ScriptedEngine engine = new ScriptedEngine();

    /// The one that people of the console may wish for, as `other`.
    final ScriptedEngine other = new ScriptedEngine("other", AudioFormat.PCM_16K);

    final InMemoryRecords records = new InMemoryRecords();
    final ConcurrentLinkedQueue<String> counted = new ConcurrentLinkedQueue<>();
    final Map<String, JsonNode> kept = new ConcurrentHashMap<>();
    final Switchboard switchboard;
    final WebRtcChannel channel;
    private final Vertx vertx = Vertx.vertx();
    private final PacingClocks clocks;
    private final HttpServer server;
    private final WebSocketClient webSockets;
    private final HttpClient http = HttpClient.newHttpClient();

    BrowserRig() {
        this(10);
    }

    BrowserRig(int maxCalls) {
        this(maxCalls, null);
    }

    /// @param offers takes offers before [#peers] do; null where nobody does
    BrowserRig(int maxCalls, @Nullable OfferEngine offers) {
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

                    @Override
                    public void event(String name, String what, String how) {
                        counted.add(what + " " + how);
                    }
                };
        clocks = new PacingClocks(vertx, Time.SYSTEM, metrics);
        var realtime = RealtimeSettings.local("scripted");
        var settings = new WebRtcSettings("scripted", Duration.ofMillis(600), Locale.of("es"));
        var house =
                new WebRtcChannel.House(
                        peers,
                        switchboard,
                        realtime,
                        clocks,
                        metrics,
                        new HeaderGuard(),
                        kept::put,
                        name ->
                                name.equals("other")
                                        ? Optional.<Engine>of(other)
                                        : Optional.empty());
        channel =
                offers == null
                        ? new WebRtcChannel(settings, house)
                        : new WebRtcChannel(settings, house, offers);
        var router = Router.router(vertx);
        channel.mount(router);
        new RealtimeChannel(vertx, realtime, switchboard::accept, channel.calls(), clocks, metrics)
                .mount(router);
        server =
                Loopback.await(
                        vertx.createHttpServer(
                                        new HttpServerOptions()
                                                .addWebSocketSubProtocol(
                                                        RealtimeChannel.SUBPROTOCOL))
                                .requestHandler(router)
                                .listen(0, "127.0.0.1"));
        webSockets = vertx.createWebSocketClient();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /// Sends a page's JSON.
    HttpResponse<String> post(String page, String path, String json)
            throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Page", page)
                        .header("Accept-Language", "en-GB, es;q=0.5")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    /// What the switchboard tells a page, line by line, as it comes.
    ConcurrentLinkedQueue<String> listen(String page, String path) {
        var lines = new ConcurrentLinkedQueue<String>();
        var _ =
                http.sendAsync(
                        request(path).header("Page", page).build(),
                        BodyHandlers.fromLineSubscriber(new Lines(lines)));
        return lines;
    }

    /// A page calls; its end of the connection is [FakePeers#last].
    String call(String page) throws IOException, InterruptedException {
        return id(post(page, WebRtcChannel.SESSION_PATH, body("")));
    }

    static String body(String more) {
        return JSON.createObjectNode()
                .put("sdp", FakePeers.OFFER)
                .toString()
                .replaceFirst("}$", more.isEmpty() ? "}" : ", " + more.replace('\'', '"') + "}");
    }

    static String id(HttpResponse<?> created) {
        var location = created.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /// A page calls and is connected and greeted.
    String talk(String page) throws IOException, InterruptedException {
        var id = call(page);
        peers.last().connect();
        Loopback.awaitThat(() -> !peers.last().texts.isEmpty());
        ready();
        return id;
    }

    ScriptedEngine.Session ready() {
        Loopback.awaitThat(
                () ->
                        switchboard.liveCalls() > 0
                                && !engine.sessions().isEmpty()
                                && !engine.session().closed());
        var session = engine.session();
        session.post(new EngineEvent.Ready());
        session.post(new EngineEvent.ReplyFinished());
        return session;
    }

    WebSocket sideband(String callId) {
        return Loopback.await(
                webSockets.connect(
                        new WebSocketConnectOptions()
                                .setHost("127.0.0.1")
                                .setPort(server.actualPort())
                                .setURI(RealtimeChannel.SESSION_PATH + "?call_id=" + callId)));
    }

    static String type(String event) {
        return json(event).path("type").asText();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /// What the page told last of this call and is kept, 0 where nothing is.
    int step(String callId) {
        var told = kept.get(callId);
        return told == null ? 0 : told.path("step").asInt();
    }

    void awaitEvent(FakePeers.End end, String type) {
        Loopback.awaitThat(() -> end.texts.stream().anyMatch(text -> type(text).equals(type)));
    }

    void awaitNothingLeft() {
        Loopback.awaitThat(
                () ->
                        channel.openCalls() == 0
                                && switchboard.liveCalls() == 0
                                && switchboard.ringingCalls() == 0
                                && peers.open() == 0
                                && clocks.members() == 0);
    }

    @Override
    public void close() {
        switchboard.close();
        http.close();
        Loopback.await(vertx.close());
    }
}
