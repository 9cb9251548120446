package io.centralita.console.login;

import io.centralita.console.Refusal;
import io.centralita.console.access.Access;
import io.centralita.console.access.Grant;
import io.centralita.console.access.RateLimiter;
import io.centralita.console.oidc.OidcFailure;
import io.centralita.console.oidc.OpenIdLogin;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/login/oidc`, and where the identity provider sends people back to.
public final class ProviderRoutes implements AutoCloseable {
    public static final String CALLBACK = "/login/oidc/callback";

    private static final Logger log = LoggerFactory.getLogger(ProviderRoutes.class);
    private static final Duration AWAY = Duration.ofMinutes(10);
    private static final int AT_ONCE = 32;
    private static final int DEPARTURES_PER_MINUTE = 20;

    private final LoginRoutes login;
    private final Access access;
    private final OpenIdLogin provider;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("oidc-", 0).factory());
    private final Semaphore places = new Semaphore(AT_ONCE);

    /// By address: whoever leaves all the time would have others forgotten.
    private final RateLimiter departures;

    /// @param login whose pages are shown
    public ProviderRoutes(
            LoginRoutes login, Access access, OpenIdLogin provider, InstantSource clock) {
        this.login = login;
        departures = new RateLimiter(clock, 10_000);
        this.access = access;
        this.provider = provider;
    }

    public void mount(Router router) {
        router.get("/login/oidc").handler(login::headers).handler(this::depart);
        router.get(CALLBACK).handler(login::headers).handler(this::arrive);
    }

    private void depart(RoutingContext request) {
        var next = NextPage.of(request.queryParams().get("next"));
        var address = access.peers().address(request.request());
        var wait = departures.take(address, DEPARTURES_PER_MINUTE);
        if (wait.isPositive()) {
            request.response().putHeader("Retry-After", Refusal.seconds(wait));
            login.show(request, 429, next, "busy");
            return;
        }
        ask(
                request,
                next,
                () -> provider.depart(next),
                departure -> {
                    access.leaving()
                            .write(
                                    request.request(),
                                    request.response(),
                                    departure.browser(),
                                    AWAY);
                    LoginRoutes.lead(request, departure.address().toString());
                });
    }

    private void arrive(RoutingContext request) {
        var browser = access.leaving().read(request.request());
        access.leaving().clear(request.request(), request.response());
        ask(
                request,
                NextPage.HOME,
                () -> provider.arrive(request.queryParams(), browser),
                arrival ->
                        login.signIn(
                                request,
                                arrival.next(),
                                Grant.lasting(Grant.How.OIDC, arrival.name())));
    }

    private <T> void ask(
            RoutingContext request, String next, Callable<T> question, Consumer<T> answered) {
        if (!places.tryAcquire()) {
            login.show(request, 503, next, "busy");
            return;
        }
        var context = Vertx.currentContext();
        threads.execute(
                () -> {
                    try {
                        var answer = question.call();
                        on(context, request, () -> answered.accept(answer));
                    } catch (OidcFailure e) {
                        log.atWarn()
                                .addKeyValue("why", e.why())
                                .addKeyValue("detail", e.getMessage())
                                .log("nobody was signed in by the identity provider");
                        on(context, request, () -> failed(request, next, e.why()));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (Exception e) {
                        log.atError().setCause(e).log("signing in failed");
                        on(context, request, () -> login.show(request, 500, next, "login.failed"));
                    } finally {
                        places.release();
                    }
                });
    }

    private static void on(Context context, RoutingContext request, Runnable work) {
        context.runOnContext(
                _ -> {
                    if (!request.response().closed()) {
                        work.run();
                    }
                });
    }

    private void failed(RoutingContext request, String next, OidcFailure.Why why) {
        switch (why) {
            case UNAVAILABLE -> login.show(request, 503, next, "login.oidc.unavailable");
            case MISCONFIGURED -> login.show(request, 502, next, "login.oidc.misconfigured");
            case DECLINED -> login.show(request, 403, next, "login.oidc.declined");
            case STALE -> login.show(request, 400, next, "login.oidc.stale");
            case UNTRUSTED -> login.show(request, 403, next, "login.oidc.untrusted");
            case NOT_ALLOWED -> login.show(request, 403, next, "login.oidc.not-allowed");
        }
    }

    /// Interrupts what still waits for the provider.
    @Override
    public void close() {
        threads.shutdownNow();
        provider.close();
    }
}
