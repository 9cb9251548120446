package io.centralita.console.login;

import io.centralita.console.Console;
import io.centralita.console.ConsoleTexts;
import io.centralita.console.Json;
import io.centralita.console.access.Access;
import io.centralita.console.access.ConsolePassword;
import io.centralita.console.access.Decision;
import io.centralita.console.access.Grant;
import io.centralita.console.access.PageSecurity;
import io.centralita.console.access.Peers;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;

/// `/login`, `/logout`, `/api/session`: people sign in with the password, or by an identity
/// provider, and out again.
public final class LoginRoutes {
    private static final int LARGEST_FORM = 8 * 1024;

    private final Console console;
    private final Access access;
    private final ConsoleTexts texts;
    private final LoginPage page = new LoginPage();
    private final Handler<RoutingContext> pageHeaders = PageSecurity.page();

    /// @param console whose access this is
    public LoginRoutes(Console console, Access access) {
        this.console = console;
        this.access = access;
        texts = console.texts();
    }

    /// Adds the routes to a router of the application's.
    public void mount(Router router) {
        router.get("/login").handler(this::headers).handler(this::form);
        router.post("/login").handler(this::headers).handler(this::ownOnly);
        router.post("/login")
                .handler(body())
                .handler(this::signIn)
                .failureHandler(this::unreadable);
        router.post("/logout").handler(this::headers).handler(this::ownOnly);
        router.post("/logout")
                .handler(body())
                .handler(this::signOut)
                .failureHandler(this::unreadable);
        router.get("/login.css").handler(this::style);
        router.get("/api/session")
                .handler(Console::secure)
                .handler(console::guard)
                .handler(LoginRoutes::session);
    }

    private static BodyHandler body() {
        return BodyHandler.create(false).setBodyLimit(LARGEST_FORM);
    }

    void headers(RoutingContext request) {
        request.response().putHeader("Cache-Control", "no-store");
        pageHeaders.handle(request);
    }

    private void ownOnly(RoutingContext request) {
        if (access.isOwn(request.request())) {
            request.next();
        } else {
            show(request, 403, NextPage.HOME, "access.foreign");
        }
    }

    private void form(RoutingContext request) {
        var next = NextPage.of(request.queryParams().get("next"));
        if (access.present(request.request()).isPresent()) {
            lead(request, next);
        } else {
            show(request, access.settings().hasWayIn() ? 200 : 403, next, "");
        }
    }

    private void signIn(RoutingContext request) {
        var form = request.request().formAttributes();
        var next = NextPage.of(form.get("next"));
        var password =
                Optional.ofNullable(form.get("password"))
                        .filter(text -> text.length() <= ConsolePassword.LONGEST);
        if (access.settings().password().isEmpty()) {
            show(request, 403, next, "");
            return;
        }
        access.check(request, password, decision -> signedIn(request, next, decision));
    }

    private void signedIn(RoutingContext request, String next, Decision decision) {
        switch (decision) {
            case Decision.Granted(var grant) -> signIn(request, next, grant);
            case Decision.TooManyWrong(var rest) -> {
                var seconds = Long.toString(rest.plusMillis(999).toSeconds());
                request.response().putHeader("Retry-After", seconds);
                show(request, 429, next, "access.tooMany", seconds);
            }
            case Decision.Busy() -> show(request, 503, next, "busy");
            case Decision.Forbidden(),
                    Decision.Foreign(),
                    Decision.HeaderMissing(),
                    Decision.LoginNeeded(_) ->
                    show(request, 401, next, "login.wrong");
        }
    }

    /// Begins a session and shows what was asked for.
    void signIn(RoutingContext request, String next, Grant grant) {
        access.signIn(request.request(), request.response(), grant);
        lead(request, next);
    }

    private void signOut(RoutingContext request) {
        boolean everywhere = "true".equals(request.request().formAttributes().get("everywhere"));
        access.signOut(request.request(), request.response(), everywhere);
        lead(request, "/login");
    }

    private void unreadable(RoutingContext request) {
        if (!request.response().ended()) {
            show(request, 400, NextPage.HOME, "login.unreadable");
        }
    }

    /// The login page.
    ///
    /// @param problem key of a sentence; empty for none
    void show(
            RoutingContext request, int status, String next, String problem, Object... arguments) {
        if (request.response().closed()) {
            return;
        }
        var settings = access.settings();
        boolean insecure =
                !access.peers().isSecure(request.request())
                        && !Peers.isThisMachine(request.request());
        var view =
                new LoginPage.View(
                        settings.password().isPresent(), settings.identityProvider(), insecure);
        var html = page.html(texts.of(request), view, next, problem, arguments);
        var _ =
                request.response()
                        .setStatusCode(status)
                        .putHeader("Content-Type", "text/html; charset=utf-8")
                        .putHeader("Vary", "Accept-Language")
                        .end(html);
    }

    static void lead(RoutingContext request, String place) {
        var _ = request.response().setStatusCode(303).putHeader("Location", place).end();
    }

    private void style(RoutingContext request) {
        PageSecurity.data(request);
        var _ =
                request.response()
                        .putHeader("Content-Type", "text/css; charset=utf-8")
                        .putHeader("Cache-Control", "max-age=300")
                        .end(page.style());
    }

    private static void session(RoutingContext request) {
        var grant = Grant.of(request);
        var body = new LinkedHashMap<String, Object>();
        body.put("how", grant.how().name().toLowerCase(Locale.ROOT));
        body.put("name", grant.who());
        body.put("expiresAt", grant.until().orElse(null));
        body.put("canLogOut", grant.isSession());
        Json.send(request.response(), 200, body);
    }
}
