package io.centralita.console.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.microsoft.playwright.Page;
import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A stand-in of the server: the HTTP side of browser calls here, their peers in a page of the same
/// Chromium, which answers offers for real. Everything that a client asks is kept; everything can
/// be made to fail.
final class StandIn implements AutoCloseable {
    /// What a client asked.
    record Asked(String method, String path, @Nullable String authorization, JsonObject body) {}

    /// What is answered instead.
    record Refusal(int status, Map<String, String> headers, JsonObject body) {}

    /// What the server says where it has no relay.
    static final String NOTICE = "Sin servidor TURN hay redes desde las que no se puede llamar.";

    private static final String RESOURCES = "/io/centralita/console/client/";

    final List<Asked> asked = new CopyOnWriteArrayList<>();

    /// The next requests to `/api/voice/webrtc/session`, refused.
    final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();

    final List<Wire> wires = new CopyOnWriteArrayList<>();

    /// What is done to an answer on its way.
    volatile UnaryOperator<String> distortion = UnaryOperator.identity();

    /// Whether requests are hung up on, as by a server that is not there.
    volatile boolean gone;

    /// Whether calls that exist are known; not so after a restart.
    volatile boolean remembers = true;

    volatile boolean turn;
    volatile boolean byWire;
    volatile boolean channelBlocked;

    /// Whether what we say ourselves comes beside the data channel.
    volatile boolean forwards;

    final Queue<HttpServerResponse> listeners = new ConcurrentLinkedQueue<>();
    volatile boolean resumes = true;
    volatile @Nullable String token;

    /// Until when the tokens that the page's own server gives can begin a call.
    volatile @Nullable String tokenExpires;

    volatile @Nullable Refusal iceRefusal;
    volatile JsonObject plan = new JsonObject();

    /// What `GET` says of a call.
    volatile JsonObject ended = new JsonObject().put("state", "ended").put("reason", "goodbye");

    private final Vertx vertx = Vertx.vertx();
    private final BrowserClient client = new BrowserClient();
    private final Map<String, Promise<String>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private final HttpServer server;
    private volatile @Nullable ServerWebSocket peer;
    private @Nullable Page page;

    StandIn() throws Exception {
        var router = Router.router(vertx);
        client.mount(router);
        router.get("/test/*").handler(this::file);
        router.get("/stand-in").handler(this::socket);
        router.route("/api/voice/*").handler(this::cors);
        router.route("/api/voice/*").handler(BodyHandler.create(false));
        router.route("/api/voice/*").handler(this::note);
        router.get("/api/voice/ice-servers").handler(this::iceServers);
        router.post("/api/voice/webrtc/session").handler(this::open);
        router.post("/api/voice/webrtc/session/:id/offer").handler(this::restart);
        router.post("/api/voice/webrtc/session/:id/diagnostics").handler(this::thanks);
        router.get("/api/voice/webrtc/session/:id").handler(this::state);
        router.get("/api/voice/webrtc/session/:id/events").handler(this::events);
        router.delete("/api/voice/webrtc/session/:id").handler(this::thanks);
        router.post("/token").handler(this::giveToken);
        server =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                        .requestHandler(router)
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, SECONDS);
    }

    /// Opens the page with the peers. Once, before the first call.
    void begin(BrowserRig browser) {
        var opened = browser.resident(Look.DESK.withoutMicrophone()).newPage();
        opened.navigate(url("/test/stand-in.html"));
        opened.click("button");
        opened.waitForFunction("document.title === 'ready'");
        page = opened;
    }

    /// As it was at the beginning, for the next test.
    void reset() {
        wires.forEach(Wire::close);
        wires.clear();
        asked.clear();
        refusals.clear();
        calls.set(0);
        tokens.set(0);
        distortion = UnaryOperator.identity();
        gone = turn = byWire = channelBlocked = forwards = false;
        listeners.clear();
        remembers = resumes = true;
        token = null;
        tokenExpires = null;
        iceRefusal = null;
        plan = new JsonObject();
        ended = new JsonObject().put("state", "ended").put("reason", "goodbye");
        var _ = does("standIn.forget()");
    }

    /// Has the page with the peers evaluate something; `standIn.last` is the newest call there.
    Object does(String script) {
        return Objects.requireNonNull(page).evaluate(script);
    }

    /// Waits until something is so in the page with the peers.
    void until(String condition) {
        var _ = Objects.requireNonNull(page).waitForFunction(condition);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    /// Where one of the modules is served.
    String module(String name) {
        return client.path(name);
    }

    int port() {
        return server.actualPort();
    }

    List<Asked> asked(String method, String ending) {
        return asked.stream()
                .filter(one -> one.method().equals(method) && one.path().endsWith(ending))
                .toList();
    }

    private void cors(RoutingContext request) {
        if (gone) {
            request.request().connection().close();
            return;
        }
        var origin = request.request().getHeader("Origin");
        if (origin != null) {
            request.response()
                    .putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Allow-Headers", "Authorization, Content-Type")
                    .putHeader("Access-Control-Allow-Methods", "GET, POST, DELETE")
                    .putHeader(
                            "Access-Control-Expose-Headers",
                            "Location, Retry-After, Centralita-Resumed, Centralita-Events");
        }
        if (request.request().method().equals(HttpMethod.OPTIONS)) {
            var _ = request.response().setStatusCode(204).end();
        } else {
            request.next();
        }
    }

    private void note(RoutingContext request) {
        var text = request.body().asString();
        var body = text == null || text.isEmpty() ? new JsonObject() : new JsonObject(text);
        var authorization = request.request().getHeader("Authorization");
        asked.add(
                new Asked(
                        request.request().method().name(),
                        request.request().path(),
                        authorization,
                        body));
        var wanted = token;
        if (wanted != null && !("Bearer " + wanted).equals(authorization)) {
            refuse(request, new Refusal(401, Map.of(), new JsonObject().put("error", "token")));
        } else {
            request.next();
        }
    }

    private void iceServers(RoutingContext request) {
        var refusal = iceRefusal;
        if (refusal != null) {
            refuse(request, refusal);
            return;
        }
        var servers = new JsonArray();
        if (turn) {
            servers.add(
                    new JsonObject()
                            .put("urls", new JsonArray().add("turn:127.0.0.1:9?transport=udp"))
                            .put("username", "1:x")
                            .put("credential", "y"));
        }
        answer(
                request,
                new JsonObject()
                        .put("iceServers", servers)
                        .put("iceTransportPolicy", "all")
                        .put("ttl", 3_600)
                        .put("notice", turn ? null : NOTICE)
                        .put("turn", turn));
    }

    private void open(RoutingContext request) {
        var refusal = refusals.poll();
        if (refusal != null) {
            refuse(request, refusal);
            return;
        }
        var body = request.body().asJsonObject();
        var id = "rtc_" + calls.incrementAndGet();
        negotiate(
                request,
                id,
                body,
                answer -> {
                    var response =
                            request.response()
                                    .setStatusCode(201)
                                    .putHeader("Location", "/api/voice/webrtc/session/" + id);
                    if (forwards) {
                        response.putHeader(
                                "Centralita-Events", "/api/voice/webrtc/session/" + id + "/events");
                    }
                    if (body.containsKey("resume")) {
                        response.putHeader("Centralita-Resumed", Boolean.toString(resumes));
                    }
                    return answer;
                });
    }

    private void restart(RoutingContext request) {
        if (!remembers) {
            refuse(request, new Refusal(404, Map.of(), new JsonObject().put("error", "unknown")));
            return;
        }
        negotiate(
                request,
                request.pathParam("id"),
                request.body().asJsonObject(),
                UnaryOperator.identity());
    }

    private void negotiate(
            RoutingContext request, String id, JsonObject body, UnaryOperator<String> headed) {
        var waiting = Promise.<String>promise();
        answers.put(id, waiting);
        var offer = body.getString("sdp");
        var message =
                new JsonObject()
                        .put("id", id)
                        .put("offer", byWire ? Wire.without(offer) : offer)
                        .put("plan", plan);
        var _ = Objects.requireNonNull(peer).writeTextMessage(message.encode());
        var _ =
                waiting.future()
                        .onSuccess(
                                answer -> {
                                    var sent = headed.apply(onItsWay(answer));
                                    request.response().putHeader("Content-Type", "application/sdp");
                                    var _ = request.response().end(sent);
                                });
    }

    private String onItsWay(String answer) {
        var distorted = distortion.apply(answer);
        if (!byWire) {
            return distorted;
        }
        try {
            var wire = Wire.to(distorted);
            wires.add(wire);
            if (channelBlocked) {
                wire.blockChannel();
            }
            return wire.through(distorted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void state(RoutingContext request) {
        answer(request, ended);
    }

    private void events(RoutingContext request) {
        var response = request.response().setChunked(true);
        response.putHeader("Content-Type", "text/event-stream");
        var _ = response.write(": hello\n\n");
        listeners.add(response);
    }

    /// Says something to the newest page that listens beside its data channel.
    void aside(String type, JsonObject data) {
        var listener = listeners.stream().reduce((_, last) -> last).orElseThrow();
        var _ = listener.write("event: %s\ndata: %s\n\n".formatted(type, data.encode()));
    }

    private void thanks(RoutingContext request) {
        var _ = request.response().setStatusCode(204).end();
    }

    /// The server of the page's own site, which gives its visitors tokens.
    private void giveToken(RoutingContext request) {
        var given = "token-" + tokens.incrementAndGet();
        token = given;
        answer(request, new JsonObject().put("token", given).put("expiresAt", tokenExpires));
    }

    private void socket(RoutingContext request) {
        var _ =
                request.request()
                        .toWebSocket()
                        .onSuccess(
                                opened -> {
                                    peer = opened;
                                    opened.textMessageHandler(this::answered);
                                });
    }

    private void answered(String message) {
        var json = new JsonObject(message);
        var waiting = answers.remove(json.getString("id"));
        if (waiting != null) {
            waiting.complete(json.getString("answer"));
        }
    }

    private void file(RoutingContext request) {
        var name = request.normalizedPath().substring("/test/".length());
        try (var in = StandIn.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                request.next();
                return;
            }
            var type =
                    name.endsWith(".html")
                            ? "text/html"
                            : name.endsWith(".css") ? "text/css" : "text/javascript";
            request.response().putHeader("Content-Type", type + "; charset=utf-8");
            var _ = request.response().end(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            request.fail(e);
        }
    }

    private static void refuse(RoutingContext request, Refusal refusal) {
        refusal.headers().forEach(request.response()::putHeader);
        request.response().setStatusCode(refusal.status());
        answer(request, refusal.body());
    }

    private static void answer(RoutingContext request, JsonObject body) {
        request.response().putHeader("Content-Type", "application/json");
        var _ = request.response().end(body.encode());
    }

    @Override
    public void close() {
        wires.forEach(Wire::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
