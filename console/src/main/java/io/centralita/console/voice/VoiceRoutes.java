package io.centralita.console.voice;

import io.centralita.console.Console;
import io.centralita.console.ConsoleTexts;
import io.centralita.console.Json;
import io.centralita.console.Refusal;
import io.centralita.console.Refusals;
import io.centralita.console.access.Access;
import io.centralita.console.voice.VoiceVerdict.Admitted;
import io.centralita.console.voice.VoiceVerdict.Refused;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;

/// `POST /api/voice/token`, `GET /api/voice/ice-servers`, and what browsers are told about who may
/// ask anything below `/api/voice/` (CORS). To be mounted before whatever else answers there.
public final class VoiceRoutes {
    private static final String ALL = "/api/voice/*";
    private static final String TOKEN = "/api/voice/token";
    private static final int LARGEST_BODY = 8 * 1024;

    private final VoiceAccess guard;
    private final Access access;
    private final VoiceSettings settings;
    private final ConsoleTexts texts;
    private final TokenDesk desk;
    private final InstantSource clock;

    public VoiceRoutes(VoiceAccess guard, VoiceSettings settings, InstantSource clock) {
        this.guard = guard;
        this.settings = settings;
        this.clock = clock;
        access = guard.access();
        texts = guard.texts();
        desk = new TokenDesk(guard.keys(), settings.tokens(), clock);
    }

    /// Adds the routes to a router of the application's.
    public void mount(Router router) {
        router.route(ALL).handler(Console::secure).handler(this::crossOrigin);
        router.post(TOKEN).handler(this::serverOnly);
        router.post(TOKEN)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(this::token)
                .failureHandler(this::unreadable);
        router.get("/api/voice/ice-servers").handler(this::iceServers);
    }

    /// Pages of tenants may ask with a token, from the origins that tenants name, and never with
    /// cookies. Whether a token may come from where it comes is found out with the token.
    private void crossOrigin(RoutingContext request) {
        var http = request.request();
        var response = request.response();
        response.putHeader("Vary", "Origin");
        var origin = http.getHeader("Origin");
        boolean foreign = origin != null && !access.peers().isOurs(origin, http);
        boolean named = foreign && !isTokenRequest(http) && guard.keys().anyNames(origin);
        if (named) {
            response.putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader(
                            "Access-Control-Expose-Headers",
                            "Location, Retry-After, Centralita-Resumed, Centralita-Events");
        }
        if (!isPreflight(http)) {
            request.next();
        } else if (named) {
            var _ =
                    response.setStatusCode(204)
                            .putHeader("Access-Control-Allow-Methods", "GET, POST, DELETE")
                            .putHeader(
                                    "Access-Control-Allow-Headers", "Authorization, Content-Type")
                            .putHeader("Access-Control-Max-Age", "600")
                            .end();
        } else {
            Refusals.send(request, Refusal.of(texts.of(request), 403, "origin", "voice.origin"));
        }
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().name().equals("OPTIONS");
    }

    private static boolean isTokenRequest(HttpServerRequest request) {
        return TOKEN.equals(request.path());
    }

    /// A key that a page has is everybody's.
    private void serverOnly(RoutingContext request) {
        var headers = request.request().headers();
        if (headers.contains("Origin") || headers.contains("Sec-Fetch-Site")) {
            Refusals.send(
                    request,
                    Refusal.of(texts.of(request), 403, "key-in-page", "voice.key-in-page"));
        } else {
            request.next();
        }
    }

    private void token(RoutingContext request) {
        var words = texts.of(request);
        var address = access.peers().address(request.request());
        var key = VoiceAccess.bearer(request);
        var body = request.body().buffer();
        guard.run(
                request,
                () -> desk.serve(words, address, key, body == null ? "" : body.toString()),
                answer -> send(request, answer),
                refused -> refuse(request, refused));
    }

    private static void send(RoutingContext request, TokenDesk.Answer answer) {
        if (request.response().closed()) {
            return;
        }
        switch (answer) {
            case TokenDesk.Issued issued -> Json.send(request.response(), 201, Json.write(issued));
            case TokenDesk.Denied(var refusal) -> Refusals.send(request, refusal);
            case TokenDesk.Unfit unfit -> Json.send(request.response(), 400, Json.write(unfit));
        }
    }

    private void unreadable(RoutingContext request) {
        if (!request.response().ended()) {
            boolean large = request.statusCode() == 413;
            Refusals.send(
                    request,
                    Refusal.of(
                            texts.of(request),
                            large ? 413 : 400,
                            large ? "too-large" : "bad-json",
                            large ? "voice.too-large" : "voice.bad-json",
                            LARGEST_BODY));
        }
    }

    private void iceServers(RoutingContext request) {
        guard.look(
                request,
                verdict -> {
                    if (request.response().closed()) {
                        return;
                    }
                    switch (verdict) {
                        case Refused refused -> refuse(request, refused);
                        case Admitted(var holder, _, _, _) -> {
                            var id = holder.replace("token:", "");
                            var body = settings.ice().configuration(id, clock.instant());
                            body.put(
                                    "notice",
                                    settings.ice().turn().isEmpty()
                                            ? texts.of(request).text("voice.no-turn")
                                            : null);
                            Json.send(request.response(), 200, body);
                        }
                    }
                });
    }

    private static void refuse(RoutingContext request, VoiceVerdict verdict) {
        if (verdict instanceof Refused(var refusal) && !request.response().closed()) {
            Refusals.send(request, refusal);
        }
    }
}
