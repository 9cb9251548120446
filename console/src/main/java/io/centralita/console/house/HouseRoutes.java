package io.centralita.console.house;

import io.centralita.console.Console;
import io.centralita.console.Json;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /api/settings`, `/api/engines`, `/api/tools?tenant=…`, `/api/prompts?language=…`,
/// `/api/prompts/{key}/{wording}/audio?language=…`, and `POST /api/doctor`, whose outcomes come as
/// they are found, a JSON object a line.
public final class HouseRoutes {
    private static final Logger log = LoggerFactory.getLogger(HouseRoutes.class);

    private final Console console;
    private final House house;
    private final Locale language;

    /// One examination at a time: each asks services that others pay for.
    private final AtomicBoolean examining = new AtomicBoolean();

    /// @param console whose access rules hold here too
    /// @param language of what operators read
    public HouseRoutes(Console console, House house, Locale language) {
        this.console = console;
        this.house = house;
        this.language = language;
    }

    /// Adds the routes to a router of the application's.
    public void mount(Router router) {
        guarded(router.get("/api/settings"))
                .handler(
                        request ->
                                answer(
                                        request,
                                        () -> Map.of("groups", house.settings(reader(request)))));
        guarded(router.get("/api/engines"))
                .handler(request -> answer(request, () -> Map.of("engines", house.engines())));
        guarded(router.get("/api/tools"))
                .handler(
                        request ->
                                answer(
                                        request,
                                        () ->
                                                Map.of(
                                                        "tools",
                                                        house.tools(
                                                                parameter(request, "tenant")))));
        guarded(router.get("/api/prompts"))
                .handler(
                        request ->
                                answer(
                                        request,
                                        () -> Map.of("prompts", house.prompts(spoken(request)))));
        guarded(router.get("/api/prompts/:key/:wording/audio")).handler(this::audio);
        guarded(router.post("/api/doctor")).handler(this::examine);
    }

    private Route guarded(Route route) {
        return route.handler(Console::secure).handler(console::guard);
    }

    private interface Answer {
        Map<String, ?> find() throws Exception;
    }

    private void answer(RoutingContext request, Answer answer) {
        console.run(
                request,
                () -> Json.write(answer.find()),
                json -> Json.send(request.response(), 200, json),
                "house.unavailable");
    }

    private void audio(RoutingContext request) {
        var wording = request.pathParam("wording");
        int place = wording.matches("[0-9]{1,3}") ? Integer.parseInt(wording) : -1;
        console.run(
                request,
                () ->
                        place < 0
                                ? Optional.<byte[]>empty()
                                : house.promptAudio(
                                        request.pathParam("key"), place, spoken(request)),
                found ->
                        found.ifPresentOrElse(
                                wav -> {
                                    var _ =
                                            request.response()
                                                    .putHeader("Content-Type", "audio/wav")
                                                    .end(Buffer.buffer(wav));
                                },
                                () ->
                                        Json.error(
                                                request.response(),
                                                404,
                                                "no-audio",
                                                console.texts().text("prompts.noAudio"))),
                "house.unavailable");
    }

    private void examine(RoutingContext request) {
        var context = Vertx.currentContext();
        var response = request.response();
        var reader = reader(request);
        console.run(
                request,
                () -> examine(reader, outcome -> write(context, response, outcome)),
                ran -> {
                    if (ran) {
                        var _ = begin(response).end();
                    } else {
                        var message = console.texts().text("doctor.running");
                        Json.error(response, 409, "running", message);
                    }
                },
                "house.unavailable");
    }

    /// False where somebody else's is not over. A doctor who fails has found something too.
    private boolean examine(Locale reader, Consumer<House.Outcome> found)
            throws InterruptedException {
        if (!examining.compareAndSet(false, true)) {
            return false;
        }
        try {
            house.examine(reader, found);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("doctor failed");
            found.accept(
                    new House.Outcome(
                            console.texts().text("doctor.name"),
                            "FAIL",
                            String.valueOf(e.getMessage()),
                            console.texts().text("doctor.broken"),
                            0));
        } finally {
            examining.set(false);
        }
        return true;
    }

    /// Outcomes are handed over in their order; who has gone away misses them.
    private static void write(Context context, HttpServerResponse response, House.Outcome outcome) {
        var line = Json.write(outcome) + "\n";
        context.runOnContext(
                _ -> {
                    if (!response.closed() && !response.ended()) {
                        var _ = begin(response).write(line);
                    }
                });
    }

    private static HttpServerResponse begin(HttpServerResponse response) {
        if (!response.headWritten()) {
            response.setChunked(true).putHeader("Content-Type", "application/x-ndjson");
        }
        return response;
    }

    /// Which language texts of callers are asked for in; the house's where none of ours is.
    private Locale spoken(RoutingContext request) {
        return parameter(request, "language")
                .filter(name -> name.equals("es") || name.equals("en"))
                .map(Locale::of)
                .orElse(language);
    }

    /// The language of who reads.
    private Locale reader(RoutingContext request) {
        var header = request.request().getHeader("Accept-Language");
        return header != null && header.matches("(?:es|en)\\b.*")
                ? Locale.of(header.substring(0, 2))
                : language;
    }

    private static Optional<String> parameter(RoutingContext request, String name) {
        return Optional.ofNullable(request.queryParams().get(name)).filter(text -> !text.isEmpty());
    }
}
