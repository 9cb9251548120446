package io.centralita.console.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.call.watch.CallBoard;
import io.centralita.call.watch.CallView;
import io.centralita.call.watch.LiveCall;
import io.centralita.console.Console;
import io.centralita.console.access.Grant;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/events`, and what is done to calls that go on: `/api/calls/{id}/hangup`, `…/listen`,
/// `…/operator`. For those who have access to the console.
final class LiveRoutes {
    private static final Logger log = LoggerFactory.getLogger(LiveRoutes.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final long LARGEST_BODY = 16 * 1024;
    private static final Pattern REASON = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final String HUNG_UP = "operator-hung-up";

    private final Console console;
    private final CallBoard board;
    private final LiveFeed feed;
    private final Listeners listeners;
    private final OperatorRules rules;
    private final LiveTexts texts;

    /// @param console whose access rules hold here too
    LiveRoutes(
            Console console,
            CallBoard board,
            LiveFeed feed,
            Listeners listeners,
            LiveConsole.Rules rules) {
        this.console = console;
        this.board = board;
        this.feed = feed;
        this.listeners = listeners;
        this.rules = rules.operators();
        texts = new LiveTexts(rules.language());
    }

    /// Adds the routes to a router of the application's.
    void mount(Router router) {
        guarded(router.get("/api/events")).handler(this::events);
        withBody(router, HttpMethod.PUT, "/api/events/:stream/calls", this::watch);
        withBody(router, HttpMethod.POST, "/api/calls/:id/hangup", this::hangUp);
        guarded(router.get("/api/calls/:id/listen")).handler(this::listen);
        guarded(router.get("/api/calls/:id/operator")).handler(this::operate);
    }

    private Route guarded(Route route) {
        return route.handler(Console::secure).handler(console::guard);
    }

    /// A route of its own for the body: nobody's is read before they have access.
    private void withBody(
            Router router,
            HttpMethod method,
            String path,
            BiConsumer<RoutingContext, JsonNode> handler) {
        var _ = guarded(router.route(method, path));
        router.route(method, path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(request -> body(request, handler))
                .failureHandler(request -> texts.refuse(request, 400, "wrong-body"));
    }

    private void body(RoutingContext request, BiConsumer<RoutingContext, JsonNode> handler) {
        JsonNode body;
        try {
            var text = Optional.ofNullable(request.body().asString()).orElse("");
            body = JSON.readTree(text.isBlank() ? "{}" : text);
        } catch (JsonProcessingException _) {
            texts.refuse(request, 400, "wrong-body");
            return;
        }
        if (body.isObject()) {
            handler.accept(request, body);
        } else {
            texts.refuse(request, 400, "wrong-body");
        }
    }

    private void events(RoutingContext request) {
        var calls = request.queryParam("call");
        if (calls.size() > PageStream.MOST_CALLS) {
            texts.refuse(request, 400, "too-many-calls", PageStream.MOST_CALLS);
            return;
        }
        if (!feed.hasRoom()) {
            texts.refuse(request, 503, "too-many-pages");
            return;
        }
        var line = new SseLine(Vertx.currentContext(), request.response());
        var lastId = request.request().getHeader("Last-Event-ID");
        var grant = Grant.of(request);
        line.open();
        console.run(
                request,
                () -> feed.join(line, calls, lastId, grant::isValid),
                joined ->
                        joined.ifPresentOrElse(
                                stream -> line.whenGone(() -> feed.leave(stream)), line::close),
                "busy");
    }

    private void watch(RoutingContext request, JsonNode body) {
        var calls = new ArrayList<String>();
        for (var call : body.path("calls")) {
            calls.add(call.asText());
        }
        if (!body.path("calls").isArray() || calls.size() > PageStream.MOST_CALLS) {
            texts.refuse(request, 400, "too-many-calls", PageStream.MOST_CALLS);
        } else if (feed.watch(request.pathParam("stream"), List.copyOf(calls))) {
            var _ = request.response().setStatusCode(204).end();
        } else {
            texts.refuse(request, 404, "unknown-stream");
        }
    }

    private void hangUp(RoutingContext request, JsonNode body) {
        var reason = body.path("reason").asText(HUNG_UP);
        if (!REASON.matcher(reason).matches()) {
            texts.refuse(request, 400, "wrong-reason");
            return;
        }
        boolean goodbye = body.path("goodbye").asBoolean(true);
        live(request)
                .ifPresent(
                        call -> {
                            call.desk().hangUp(Grant.of(request).who(), reason, goodbye);
                            var _ = request.response().setStatusCode(202).end();
                        });
    }

    private Optional<LiveCall> live(RoutingContext request) {
        var found = board.find(request.pathParam("id"));
        if (found.isEmpty()) {
            texts.refuse(request, 404, "not-live");
        }
        return found;
    }

    private void listen(RoutingContext request) {
        if (rules.listening() == OperatorRules.Listening.OFF) {
            texts.refuse(request, 403, "listening-off");
            return;
        }
        live(request)
                .filter(call -> passesHere(request, call))
                .filter(call -> isTalking(request, call))
                .ifPresent(
                        call -> {
                            var name = Grant.of(request).who();
                            var vertx = request.vertx();
                            upgrade(
                                    request,
                                    call,
                                    socket ->
                                            new Listener(
                                                    vertx,
                                                    socket,
                                                    call,
                                                    name,
                                                    rules.listening(),
                                                    listeners,
                                                    Grant.of(request)::isValid));
                        });
    }

    /// Otherwise nobody here can hear it, or be heard in it.
    private boolean passesHere(RoutingContext request, LiveCall call) {
        boolean here = call.audio().passesHere();
        if (!here) {
            texts.refuse(request, 409, "audio-elsewhere");
        }
        return here;
    }

    /// Before, there is nothing to hear, and nobody who could be told of it.
    private boolean isTalking(RoutingContext request, LiveCall call) {
        boolean talking = call.view().phase() == CallView.Phase.TALKING;
        if (!talking) {
            texts.refuse(request, 409, "not-talking");
        }
        return talking;
    }

    private void operate(RoutingContext request) {
        if (!rules.takingOver()) {
            texts.refuse(request, 403, "operators-off");
            return;
        }
        live(request)
                .filter(call -> passesHere(request, call))
                .ifPresent(
                        call -> {
                            var name = Grant.of(request).who();
                            var context = Vertx.currentContext();
                            var vertx = request.vertx();
                            upgrade(
                                    request,
                                    call,
                                    socket ->
                                            new OperatorLine(
                                                    vertx,
                                                    context,
                                                    socket,
                                                    call,
                                                    name,
                                                    Grant.of(request)::isValid));
                        });
    }

    private interface Arrival {
        Earpiece arrived(ServerWebSocket socket);
    }

    private void upgrade(RoutingContext request, LiveCall call, Arrival arrival) {
        if (!"websocket".equalsIgnoreCase(request.request().getHeader("Upgrade"))) {
            texts.refuse(request, 426, "websocket-needed");
            return;
        }
        var _ =
                request.request()
                        .toWebSocket()
                        .onSuccess(
                                socket -> {
                                    var earpiece = arrival.arrived(socket);
                                    log.atDebug()
                                            .addKeyValue("call", earpiece.call().id())
                                            .log("earpiece connected");
                                })
                        .onFailure(
                                e ->
                                        log.atInfo()
                                                .addKeyValue("call", call.id())
                                                .setCause(e)
                                                .log("earpiece not connected"));
    }
}
