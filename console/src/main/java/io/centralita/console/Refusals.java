package io.centralita.console;

import io.centralita.console.access.Access;
import io.centralita.console.access.Decision;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/// How those are answered who may not: people in front of a browser are led to the login page,
/// scripts are told what to do.
public final class Refusals {
    /// Where people sign in.
    static final String LOGIN = "/login";

    private final ConsoleTexts texts;

    public Refusals(ConsoleTexts texts) {
        this.texts = texts;
    }

    /// Why, in the reader's language.
    ///
    /// @param decision not to grant
    public Refusal of(RoutingContext request, Decision decision) {
        return Refusal.of(texts.of(request), decision);
    }

    void answer(RoutingContext request, Decision decision) {
        if (decision instanceof Decision.LoginNeeded(var basic)) {
            if (isPersonsVisit(request.request())) {
                lead(request);
                return;
            }
            // The name of a scheme that browsers know has them ask for a password by themselves.
            request.response()
                    .putHeader(
                            "WWW-Authenticate",
                            basic && !isBrowser(request.request())
                                    ? "Basic realm=\"centralita\", charset=\"UTF-8\""
                                    : "Session realm=\"centralita\"");
        }
        send(request, of(request, decision));
    }

    /// Answers with an error.
    public static void send(RoutingContext request, Refusal refusal) {
        var body = new LinkedHashMap<String, Object>();
        body.put("error", refusal.error());
        body.put("message", refusal.message());
        body.put("remedy", refusal.remedy());
        if (refusal.error().equals("unauthorized")) {
            body.put("login", LOGIN);
        }
        refusal.retryAfter()
                .ifPresent(
                        time -> request.response().putHeader("Retry-After", Refusal.seconds(time)));
        Json.send(request.response(), refusal.status(), body);
    }

    private static void lead(RoutingContext request) {
        var back = URLEncoder.encode(request.request().uri(), StandardCharsets.UTF_8);
        var _ =
                request.response()
                        .setStatusCode(303)
                        .putHeader("Location", LOGIN + "?next=" + back)
                        .end();
    }

    /// Somebody has typed the address, or followed a link.
    private static boolean isPersonsVisit(HttpServerRequest request) {
        var accepted = request.getHeader("Accept");
        var mode = request.getHeader("Sec-Fetch-Mode");
        return request.method().equals(HttpMethod.GET)
                && accepted != null
                && accepted.contains("text/html")
                && (mode == null || mode.equals("navigate"));
    }

    /// Over plain HTTP from elsewhere browsers send no Fetch Metadata, and with an event stream or
    /// a WebSocket no header of ours: all that tells them is their name.
    private static boolean isBrowser(HttpServerRequest request) {
        var name = request.getHeader("User-Agent");
        return request.headers().contains("Sec-Fetch-Site")
                || request.headers().contains(Access.SCRIPT_HEADER)
                || (name != null && name.startsWith("Mozilla/"));
    }
}
