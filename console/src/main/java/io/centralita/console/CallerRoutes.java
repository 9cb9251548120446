package io.centralita.console;

import io.centralita.tenant.memory.AfterForgetting;
import io.centralita.tenant.memory.CallerMemories;
import io.centralita.tenant.memory.CallerNumber;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// `/api/tenants/{id}/callers` and `/api/tenants/{id}/callers/{number}`: who has access to the
/// console sees what is remembered of a tenant's callers, and has callers forgotten. What is shown
/// is personal.
public final class CallerRoutes {
    private static final int USUAL_LIMIT = 50;
    private static final int LARGEST_LIMIT = 500;

    private final Console console;
    private final CallerMemories memories;
    private final ConsoleTexts texts;

    /// @param console whose access rules hold here too
    public CallerRoutes(Console console, CallerMemories memories) {
        this.console = console;
        this.memories = memories;
        texts = console.texts();
    }

    /// Adds the routes to a router of the application's.
    public void mount(Router router) {
        guarded(router.get("/api/tenants/:id/callers")).handler(this::list);
        guarded(router.get("/api/tenants/:id/callers/:number"))
                .handler(request -> withNumber(request, number -> show(request, number)));
        guarded(router.delete("/api/tenants/:id/callers/:number"))
                .handler(request -> withNumber(request, number -> forget(request, number)));
    }

    private Route guarded(Route route) {
        return route.handler(Console::secure).handler(console::guard);
    }

    private void list(RoutingContext request) {
        var tenant = request.pathParam("id");
        var asked = request.queryParam("limit");
        int limit = asked.isEmpty() ? USUAL_LIMIT : limitIn(asked.getFirst());
        if (limit == 0) {
            wrong(
                    request,
                    "wrong-limit",
                    texts.text("calls.limit", Integer.toString(LARGEST_LIMIT)));
            return;
        }
        console.run(
                request,
                () -> Json.write(Map.of("callers", memories.all(tenant, limit))),
                json -> Json.send(request.response(), 200, json),
                "callers.unavailable");
    }

    /// 1 to 500, or 0 for anything else.
    private static int limitIn(String text) {
        int limit = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        return limit <= LARGEST_LIMIT ? limit : 0;
    }

    private void show(RoutingContext request, CallerNumber number) {
        var tenant = request.pathParam("id");
        console.run(
                request,
                () -> memories.find(tenant, number).map(Json::write),
                found ->
                        found.ifPresentOrElse(
                                json -> Json.send(request.response(), 200, json),
                                () ->
                                        Json.error(
                                                request.response(),
                                                404,
                                                "unknown-caller",
                                                texts.text("callers.unknown"))),
                "callers.unavailable");
    }

    private void forget(RoutingContext request, CallerNumber number) {
        var tenant = request.pathParam("id");
        var after = after(request);
        if (after.isEmpty()) {
            wrong(request, "wrong-remember", texts.text("callers.remember"));
            return;
        }
        console.run(
                request,
                () -> memories.forget(tenant, number, after.get()),
                forgotten ->
                        Json.send(
                                request.response(),
                                200,
                                Map.of("calls", forgotten.calls(), "records", forgotten.records())),
                "callers.not-forgotten");
    }

    /// Query parameter `remember`: `never`, `again`; missing, it stays as it is.
    private static Optional<AfterForgetting> after(RoutingContext request) {
        var asked = request.queryParam("remember");
        return switch (asked.isEmpty() ? "" : asked.getFirst()) {
            case "" -> Optional.of(AfterForgetting.AS_BEFORE);
            case "never" -> Optional.of(AfterForgetting.KEEP_NOTHING);
            case "again" -> Optional.of(AfterForgetting.REMEMBER_AGAIN);
            default -> Optional.empty();
        };
    }

    private void withNumber(RoutingContext request, Consumer<CallerNumber> use) {
        memories.written(request.pathParam("id"), request.pathParam("number"))
                .ifPresentOrElse(
                        use,
                        () -> wrong(request, "wrong-number", texts.text("callers.wrong-number")));
    }

    private static void wrong(RoutingContext request, String error, String message) {
        Json.error(request.response(), 400, error, message);
    }
}
