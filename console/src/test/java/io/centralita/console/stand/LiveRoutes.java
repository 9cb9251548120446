package io.centralita.console.stand;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// `/api/events` and what can be done with a call in progress, in the real server's shapes.
final class LiveRoutes {
    private static final int BEAT_MS = 250;
    private static final int LEVELS_MS = 125;

    private final Vertx vertx;
    private final Scene scene;
    private final Set<HttpServerResponse> streams = ConcurrentHashMap.newKeySet();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger spoken = new AtomicInteger();
    private volatile Set<String> followed = Set.of();

    LiveRoutes(Vertx vertx, Scene scene) {
        this.vertx = vertx;
        this.scene = scene;
    }

    void mount(Router router) {
        router.get("/api/events").handler(this::events);
        router.put("/api/events/:stream/calls")
                .handler(BodyHandler.create(false))
                .handler(
                        request -> {
                            var calls = request.body().asJsonObject().getJsonArray("calls");
                            var before = followed;
                            followed = Set.copyOf(calls.stream().map(String::valueOf).toList());
                            followed.stream()
                                    .filter(id -> !before.contains(id))
                                    .forEach(id -> streams.forEach(stream -> detail(stream, id)));
                            var _ = request.response().setStatusCode(204).end();
                        });
        router.post("/api/calls/:id/hangup")
                .handler(
                        request -> {
                            done.add("hangup " + request.pathParam("id"));
                            var _ = request.response().setStatusCode(202).end();
                        });
        router.get("/api/calls/:id/listen").handler(this::line);
        router.get("/api/calls/:id/operator").handler(this::line);
    }

    /// A line to call 5 is given, silence both ways; to any other it is refused.
    private void line(RoutingContext request) {
        boolean operator = request.normalizedPath().endsWith("/operator");
        if (!request.pathParam("id").equals(LiveRows.id(5)) || !isUpgrade(request)) {
            var _ =
                    request.response()
                            .setStatusCode(403)
                            .putHeader("Content-Type", "application/json")
                            .end(
                                    "{\"error\":\"listening-off\",\"message\":\"Escuchar llamadas está desactivado.\",\"remedy\":\"Ponga LISTENING=announced en .env.\"}");
            return;
        }
        var _ = request.request().toWebSocket().onSuccess(socket -> give(socket, operator));
    }

    private static boolean isUpgrade(RoutingContext request) {
        return "websocket".equalsIgnoreCase(request.request().getHeader("Upgrade"));
    }

    private void give(ServerWebSocket socket, boolean operator) {
        socket.writeTextMessage(
                "{\"type\":\"begin\",\"sampleRate\":16000,\"channels\":2,\"frameMs\":20,\"zeroMs\":0}");
        long beat =
                vertx.setPeriodic(
                        20, _ -> socket.writeBinaryMessage(Buffer.buffer(new byte[1_280])));
        socket.closeHandler(_ -> vertx.cancelTimer(beat));
        if (operator) {
            socket.writeTextMessage("{\"type\":\"taken\"}");
        }
        socket.binaryMessageHandler(
                audio -> {
                    if (audio.length() == 640) {
                        spoken.incrementAndGet();
                    }
                });
        socket.textMessageHandler(
                text -> {
                    done.add(text);
                    socket.writeTextMessage("{\"type\":\"handed-back\"}");
                    var _ = socket.close();
                });
    }

    /// What was asked for: `hangup …`, and what operators handed back with.
    List<String> done() {
        return done;
    }

    /// Messages of 20 ms that an operator's microphone has sent.
    int spoken() {
        return spoken.get();
    }

    void hangUp() {
        streams.forEach(HttpServerResponse::reset);
        streams.clear();
    }

    private void events(RoutingContext request) {
        var response = request.response();
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store");
        followed = Set.copyOf(request.queryParam("call"));
        streams.add(response);
        var now = Instant.now();
        send(
                response,
                "hello",
                new JsonObject()
                        .put("stream", "s1")
                        .put("instance", "i1")
                        .put("now", now.toString()));
        send(
                response,
                "calls",
                new JsonObject().put("now", now.toString()).put("calls", scene.live().rows(now)));
        send(response, "server", server());
        followed.forEach(id -> detail(response, id));
        long beat = vertx.setPeriodic(BEAT_MS, _ -> delta(response));
        long levels = vertx.setPeriodic(LEVELS_MS, _ -> levels(response));
        response.exceptionHandler(_ -> streams.remove(response));
        response.closeHandler(
                _ -> {
                    vertx.cancelTimer(beat);
                    vertx.cancelTimer(levels);
                    streams.remove(response);
                });
    }

    private JsonObject server() {
        var checks =
                new JsonArray()
                        .add(
                                new JsonObject()
                                        .put("name", "database")
                                        .put("ready", true)
                                        .put("detail", ""))
                        .add(
                                new JsonObject()
                                        .put("name", "asterisk")
                                        .put("ready", scene.trouble().isEmpty())
                                        .put("detail", scene.trouble().orElse("")));
        return new JsonObject()
                .put("ready", scene.trouble().isEmpty())
                .put("checks", checks)
                .put("live", scene.live().rows(Instant.now()).size())
                .put("ringing", 0)
                .put("maximum", 1_000);
    }

    private void delta(HttpServerResponse stream) {
        var now = Instant.now();
        var calls = new JsonArray();
        int count = scene.live().rows(now).size();
        for (int n = 0; n < count; n++) {
            calls.add(scene.live().moving(n, now));
        }
        send(
                stream,
                "delta",
                new JsonObject()
                        .put("now", now.toString())
                        .put("calls", calls)
                        .put("gone", new JsonArray()));
    }

    private void detail(HttpServerResponse stream, String id) {
        int n = number(id);
        if (n < 0) {
            send(stream, "ended", new JsonObject().put("call", id).put("unknown", true));
            return;
        }
        var row = scene.live().row(n, Instant.now());
        var turns = new JsonArray();
        for (int i = 0; i < 9; i++) {
            turns.add(Facts.turns().getJsonObject(i));
        }
        turns.getJsonObject(8).put("over", false);
        var tools = Facts.tools();
        var running =
                new JsonObject()
                        .put("id", "call_9")
                        .put("name", "consultar_mikrotik")
                        .put("arguments", "{\"question\":\"¿Cómo está el nodo rural?\"}")
                        .put(
                                "startMs",
                                Instant.now().toEpochMilli()
                                        - Instant.parse(row.getString("zeroAt")).toEpochMilli())
                        .putNull("ms")
                        .putNull("outcome");
        tools.remove(3);
        tools.remove(2);
        tools.add(running);
        send(
                stream,
                "call",
                new JsonObject()
                        .put("row", row)
                        .put("turns", turns)
                        .put("tools", tools)
                        .put("moments", new JsonArray()));
        var chunk = chunk(row, -30_000, 600);
        send(stream, "levels", chunk);
    }

    private void levels(HttpServerResponse stream) {
        for (var id : followed) {
            int n = number(id);
            if (n >= 0) {
                send(
                        stream,
                        "levels",
                        chunk(scene.live().row(n, Instant.now()), -200, 4).put("call", id));
            }
        }
    }

    /// @param fromNow ms before now
    private static JsonObject chunk(JsonObject row, long fromNow, int steps) {
        long at =
                Instant.now().toEpochMilli()
                        - Instant.parse(row.getString("zeroAt")).toEpochMilli()
                        + fromNow;
        at -= Math.floorMod(at, 50L);
        var random = new Random(at);
        var caller = new JsonArray();
        var assistant = new JsonArray();
        for (int i = 0; i < steps; i++) {
            long ms = Math.floorMod(at + i * 50L, Dialogue.LENGTH_MS - 6_000);
            caller.add(Facts.level(ms, true, random));
            assistant.add(Facts.level(ms, false, random));
        }
        return new JsonObject()
                .put("call", row.getString("id"))
                .put("fromMs", at)
                .put("stepMs", 50)
                .put("caller", caller)
                .put("assistant", assistant);
    }

    private int number(String id) {
        if (!id.matches("LIVE[0-9]{4}")) {
            return -1;
        }
        int n = Integer.parseInt(id, 4, 8, 10);
        return n < scene.live().rows(Instant.now()).size() ? n : -1;
    }

    private static void send(HttpServerResponse stream, String event, JsonObject data) {
        if (!stream.closed()) {
            var _ = stream.write("event: %s\ndata: %s\n\n".formatted(event, data.encode()));
        }
    }
}
