package io.centralita.console.house;

import io.centralita.console.Console;
import io.centralita.console.Json;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// `GET /api/network`, `POST /api/network/ask`: a door for the page to the answering service, which
/// has no login of its own and listens on another port.
public final class NetworkRoutes {
    /// What the answering service takes (docs/network.md).
    private static final int LONGEST_QUESTION = 500;

    private static final int LARGEST_BODY = 4_096;

    private final Console console;
    private final NetworkDesk desk;
    private final Locale language;
    private final LongSupplier nanoTime;

    /// @param console whose access rules hold here too
    /// @param language of what operators read
    /// @param nanoTime a clock for how long an answer took
    public NetworkRoutes(
            Console console, NetworkDesk desk, Locale language, LongSupplier nanoTime) {
        this.console = console;
        this.desk = desk;
        this.language = language;
        this.nanoTime = nanoTime;
    }

    /// Adds the routes to a router of the application's.
    public void mount(Router router) {
        router.get("/api/network")
                .handler(Console::secure)
                .handler(console::guard)
                .handler(this::status);
        // A route of its own: nobody's body is read before they have access.
        var _ = router.post("/api/network/ask").handler(Console::secure).handler(console::guard);
        router.post("/api/network/ask")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(this::ask)
                .failureHandler(this::refused);
    }

    private void status(RoutingContext request) {
        console.run(
                request,
                () -> Json.write(desk.status(language)),
                json -> Json.send(request.response(), 200, json),
                "network.unavailable");
    }

    private void ask(RoutingContext request) {
        var question = question(request);
        if (question.isEmpty()) {
            refused(request);
            return;
        }
        console.run(
                request,
                () -> {
                    long began = nanoTime.getAsLong();
                    var reply = desk.ask(question.get());
                    return Map.of(
                            "answered", reply.answered(),
                            "text", reply.text(),
                            "ms", Duration.ofNanos(nanoTime.getAsLong() - began).toMillis());
                },
                answer -> Json.send(request.response(), 200, answer),
                "network.unavailable");
    }

    private static Optional<String> question(RoutingContext request) {
        try {
            var body = request.body().asJsonObject();
            return body != null && body.getValue("question") instanceof String text
                    ? Optional.of(text.strip())
                            .filter(asked -> !asked.isEmpty() && asked.length() <= LONGEST_QUESTION)
                    : Optional.empty();
        } catch (DecodeException _) {
            return Optional.empty();
        }
    }

    private void refused(RoutingContext request) {
        if (!request.response().ended()) {
            Json.error(
                    request.response(),
                    400,
                    "wrong-question",
                    console.texts().text("network.question", String.valueOf(LONGEST_QUESTION)));
        }
    }
}
