package io.centralita.fake.calls;

import io.centralita.fake.model.wire.ClientEventReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The service on a free port of this machine. Safe from any thread but event loops.
public final class CallsServer implements AutoCloseable {
    /// What the service answers offers with.
    public static final String ANSWER =
            String.join(
                    "\r\n",
                    "v=0",
                    "o=- 1 1 IN IP4 127.0.0.1",
                    "s=-",
                    "t=0 0",
                    "a=group:BUNDLE 0 1",
                    "m=audio 9 UDP/TLS/RTP/SAVPF 111",
                    "c=IN IP4 0.0.0.0",
                    "a=mid:0",
                    "a=rtpmap:111 opus/48000/2",
                    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
                    "c=IN IP4 0.0.0.0",
                    "a=mid:1",
                    "");

    private static final String BESIDE = "/realtime";
    private static final String CALLS = "/realtime/calls";
    private static final String HANG_UP = "/hangup";
    private static final int PATIENCE_S = 10;

    private final Vertx vertx;
    private final Context context;
    private final String key;
    private final Flavour flavour;
    private final HttpServer server;
    private final List<OfferedCall> calls = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private volatile Trouble trouble = Trouble.NONE;
    private int unknown;

    /// Whose service it is.
    ///
    /// @param root of its paths
    private record Flavour(String root, boolean isAzure) {
        static final Flavour OPENAI = new Flavour("/v1", false);

        /// Microsoft Learn, «Create a Realtime call» and the Realtime API's migration guide (GA),
        /// read 2026-11-26.
        static final Flavour AZURE = new Flavour("/openai/v1", true);
    }

    private CallsServer(Vertx vertx, String key, Flavour flavour) {
        this.vertx = vertx;
        this.key = key;
        this.flavour = flavour;
        context = vertx.getOrCreateContext();
        server = vertx.createHttpServer().requestHandler(this::handle);
    }

    /// @param key that it wants to be shown
    public static CallsServer start(Vertx vertx, String key) {
        return start(new CallsServer(vertx, key, Flavour.OPENAI));
    }

    /// As Azure has it: other paths, the key in a header of its own, and no `api-version`.
    public static CallsServer onAzure(Vertx vertx, String key) {
        return start(new CallsServer(vertx, key, Flavour.AZURE));
    }

    private static CallsServer start(CallsServer fake) {
        await(fake.server.listen(0, "127.0.0.1"));
        return fake;
    }

    /// For `OPENAI_BASE_URL`.
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + flavour.root());
    }

    /// From now on.
    public void trouble(Trouble now) {
        trouble = now;
    }

    /// Those that were made, in order.
    public List<OfferedCall> calls() {
        return calls;
    }

    public OfferedCall call() {
        return calls.getLast();
    }

    /// Calls that are not over.
    public int underWay() {
        return (int) calls.stream().filter(call -> !call.isOver()).count();
    }

    /// What was wrong with requests that were refused for it.
    public List<String> problems() {
        return problems;
    }

    private void handle(HttpServerRequest request) {
        var root = flavour.root();
        var path = request.path().startsWith(root) ? request.path().substring(root.length()) : "";
        if (!showsKey(request) || (flavour.isAzure() && request.getParam("api-version") != null)) {
            refuse(request, 401, "invalid_api_key");
        } else if (request.getHeader("OpenAI-Beta") != null) {
            refuse(request, 400, "beta_api_shape_disabled");
        } else if (path.equals(BESIDE)) {
            beside(request);
        } else if (!request.method().equals(HttpMethod.POST)) {
            refuse(request, 405, "method_not_allowed");
        } else if (path.equals(CALLS)) {
            request.body().onSuccess(body -> offered(request, body.toString()));
        } else if (path.startsWith(CALLS + "/") && path.endsWith(HANG_UP)) {
            hangUp(request, path.substring(CALLS.length() + 1, path.length() - HANG_UP.length()));
        } else {
            refuse(request, 404, "unknown_url");
        }
    }

    private boolean showsKey(HttpServerRequest request) {
        return flavour.isAzure()
                ? key.equals(request.getHeader("api-key"))
                : ("Bearer " + key).equals(request.getHeader("Authorization"));
    }

    private void offered(HttpServerRequest request, String body) {
        var now = trouble;
        if (now.status() != 201) {
            now.retryAfter()
                    .ifPresent(
                            after ->
                                    request.response()
                                            .putHeader("Retry-After", "" + after.toSeconds()));
            refuse(request, now.status(), "trouble");
            return;
        }
        var call = call(request.getHeader("Content-Type"), body);
        if (call == null) {
            refuse(request, 400, "invalid_request_error");
        } else if (now.delay().isZero()) {
            answer(request, call, now);
        } else {
            vertx.setTimer(now.delay().toMillis(), _ -> answer(request, call, now));
        }
    }

    private void answer(HttpServerRequest request, OfferedCall call, Trouble how) {
        calls.add(call);
        unknown = how.unknownAtFirst();
        var response = request.response().setStatusCode(201);
        if (how.location()) {
            response.putHeader("Location", flavour.root() + CALLS + "/" + call.id());
        }
        var _ =
                response.putHeader("Content-Type", "application/sdp")
                        .end(how.answer() ? ANSWER : "{}");
    }

    /// Null where the service would not make one of it.
    private @Nullable OfferedCall call(@Nullable String type, String body) {
        var parts = FormReader.read(type, body);
        var sdp = parts == null ? null : parts.get("sdp");
        var session = parts == null ? null : parts.get("session");
        if (parts == null || sdp == null || session == null || parts.size() != 2) {
            problems.add("no form of sdp and session: " + type);
            return null;
        }
        if (!sdp.type().equals("application/sdp") || !sdp.body().startsWith("v=0")) {
            problems.add("sdp is no application/sdp");
            return null;
        }
        if (!session.type().equals("application/json")) {
            problems.add("session is no application/json");
            return null;
        }
        var wanted = new JsonObject(session.body());
        if (wanted.getString("model") == null) {
            problems.add("session without model");
            return null;
        }
        var update = new JsonObject().put("type", "session.update").put("session", wanted);
        if (new ClientEventReader().read(update.encode())
                instanceof ClientEventReader.Read.Refused(var error, _)) {
            problems.add(error.code() + " " + error.param());
            return null;
        }
        return new OfferedCall("rtc_fake" + (calls.size() + 1), sdp.body(), wanted, context);
    }

    private void beside(HttpServerRequest request) {
        var call = find(String.valueOf(request.getParam("call_id")));
        int status = trouble.besideStatus();
        if (call.isEmpty() || unknown > 0) {
            unknown--;
            refuse(request, 404, "call_not_found");
        } else if (status != 101) {
            refuse(request, status, "trouble");
        } else {
            request.toWebSocket()
                    .onSuccess(
                            socket -> {
                                socket.pause();
                                context.runOnContext(
                                        _ -> {
                                            call.get().join(socket);
                                            socket.resume();
                                        });
                            });
        }
    }

    private void hangUp(HttpServerRequest request, String id) {
        var call = find(id);
        if (call.isEmpty()) {
            refuse(request, 404, "call_not_found");
        } else {
            call.get().hangUp();
            request.response().end();
        }
    }

    private Optional<OfferedCall> find(String id) {
        return calls.stream().filter(call -> call.id().equals(id) && !call.isOver()).findFirst();
    }

    private static void refuse(HttpServerRequest request, int status, String code) {
        var error = new JsonObject().put("code", code).put("message", code);
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("error", error).encode());
    }

    @Override
    public void close() {
        calls.forEach(OfferedCall::end);
        await(server.close());
    }

    private static <T> T await(Future<T> future) {
        var waiting = new CompletableFuture<T>();
        future.onSuccess(waiting::complete).onFailure(waiting::completeExceptionally);
        return waiting.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }
}
