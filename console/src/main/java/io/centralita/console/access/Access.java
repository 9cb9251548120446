package io.centralita.console.access;

import io.centralita.console.access.Decision.Busy;
import io.centralita.console.access.Decision.Forbidden;
import io.centralita.console.access.Decision.Foreign;
import io.centralita.console.access.Decision.Granted;
import io.centralita.console.access.Decision.HeaderMissing;
import io.centralita.console.access.Decision.LoginNeeded;
import io.centralita.console.access.Decision.TooManyWrong;
import io.centralita.console.access.Grant.How;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides who may see what is not public: whoever sits at this machine, has signed in, or knows
/// the password. No other site's page may ask in their name.
public final class Access {
    /// Needed where a browser that has signed in changes something: no other site's page can send
    /// it without being asked whether it may (Fetch, CORS preflight), and it never may.
    public static final String SCRIPT_HEADER = "X-Requested-With";

    static final String SCRIPT = "centralita";

    private static final String USER = "admin";
    private static final Logger log = LoggerFactory.getLogger(Access.class);

    private final AccessSettings settings;
    private final Peers peers;
    private final SameOrigin sameOrigin;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final SessionCookie leaving;
    private final WrongPasswords wrong;
    private final RightPasswords right;

    /// Hashes at a time; each takes memory and a core for a moment.
    private final Semaphore hashing =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    public Access(AccessSettings settings, InstantSource clock) {
        this.settings = settings;
        peers = new Peers(settings.trustedProxies(), settings.publicUrl());
        sameOrigin = new SameOrigin(peers);
        sessions = new Sessions(clock);
        cookie = new SessionCookie("centralita", peers);
        leaving = new SessionCookie("centralita-leaving", peers);
        wrong = new WrongPasswords(clock);
        right = new RightPasswords(clock);
    }

    /// Decides about a request, and attaches the [Grant] to it. Counts wrong passwords, so ask once
    /// per request.
    ///
    /// @param decided is told once: at once, or later on the request's context where a hash has to
    ///   be computed. Until then the request must be held (`pause`)
    public void decide(RoutingContext context, Consumer<Decision> decided) {
        var request = context.request();
        if (!sameOrigin.allows(request)) {
            log.atWarn()
                    .addKeyValue("path", request.path())
                    .addKeyValue("origin", request.getHeader("Origin"))
                    .log("a page of another site was refused");
            decided.accept(new Foreign());
            return;
        }
        var grant = present(request);
        if (grant.isPresent()) {
            boolean bare =
                    grant.get().isSession()
                            && SameOrigin.changes(request)
                            && !SCRIPT.equals(request.getHeader(SCRIPT_HEADER));
            decided.accept(bare ? new HeaderMissing() : granted(context, grant.get()));
            return;
        }
        var header = request.getHeader("Authorization");
        if (!settings.hasWayIn()) {
            decided.accept(new Forbidden());
        } else if (header == null || settings.password().isEmpty()) {
            decided.accept(new LoginNeeded(settings.password().isPresent()));
        } else {
            check(
                    context,
                    ConsolePassword.inBasic(header),
                    outcome ->
                            decided.accept(
                                    switch (outcome) {
                                        case Granted _ ->
                                                granted(context, Grant.lasting(How.BASIC, USER));
                                        default -> outcome;
                                    }));
        }
    }

    private static Granted granted(RoutingContext context, Grant grant) {
        grant.attachTo(context);
        return new Granted(grant);
    }

    /// Who asks, as far as that is known without a password.
    public Optional<Grant> present(HttpServerRequest request) {
        return Peers.isThisMachine(request)
                ? Optional.of(Grant.lasting(How.LOOPBACK, USER))
                : cookie.read(request).flatMap(sessions::use);
    }

    /// Checks a password; on the event loop where that is quick.
    ///
    /// @param candidate empty where there is none at all, which is as wrong
    public void check(
            RoutingContext context, Optional<String> candidate, Consumer<Decision> decided) {
        var address = peers.address(context.request());
        var wait = wrong.wait(address);
        var password = settings.password();
        if (wait.isPositive()) {
            decided.accept(new TooManyWrong(wait));
        } else if (candidate.isEmpty() || password.isEmpty()) {
            wrong.failed(address);
            decided.accept(refused(address));
        } else if (!password.get().slow()) {
            boolean matches = password.get().matches(candidate.get());
            if (!matches) {
                wrong.failed(address);
            }
            decided.accept(outcome(address, matches));
        } else if (right.knows(candidate.get())) {
            decided.accept(outcome(address, true));
        } else {
            hash(context, password.get(), candidate.get(), address, decided);
        }
    }

    /// Counts as wrong until it is known, so that whoever tries many at once has no more tries.
    private void hash(
            RoutingContext context,
            ConsolePassword password,
            String candidate,
            String address,
            Consumer<Decision> decided) {
        if (!hashing.tryAcquire()) {
            decided.accept(new Busy());
            return;
        }
        wrong.failed(address);
        context.vertx()
                .executeBlocking(() -> password.matches(candidate), false)
                .onComplete(
                        done -> {
                            hashing.release();
                            boolean matches = done.succeeded() && done.result();
                            if (matches) {
                                wrong.forgive(address);
                                right.remember(candidate);
                            }
                            decided.accept(outcome(address, matches));
                        });
    }

    private static Decision outcome(String address, boolean matches) {
        return matches ? new Granted(Grant.lasting(How.PASSWORD, USER)) : refused(address);
    }

    private static Decision refused(String address) {
        log.atWarn().addKeyValue("address", address).log("wrong console password");
        return new LoginNeeded(true);
    }

    /// Begins a session in this browser; one that it had ends.
    public void signIn(HttpServerRequest request, HttpServerResponse response, Grant grant) {
        cookie.read(request).ifPresent(sessions::close);
        cookie.write(request, response, sessions.open(grant.how(), grant.who()), Sessions.LONGEST);
        log.atInfo()
                .addKeyValue("how", grant.how())
                .addKeyValue("address", peers.address(request))
                .log("signed in to the console");
    }

    /// @param everywhere ends the sessions that the same person has in other browsers too
    public void signOut(
            HttpServerRequest request, HttpServerResponse response, boolean everywhere) {
        cookie.read(request).ifPresent(everywhere ? sessions::closeAllOf : sessions::close);
        cookie.clear(request, response);
    }

    /// Whether a request may have been made by a page of ours, by a person or by no browser.
    public boolean isOwn(HttpServerRequest request) {
        return sameOrigin.allows(request);
    }

    /// What a browser keeps while its user is with an identity provider.
    public SessionCookie leaving() {
        return leaving;
    }

    public Peers peers() {
        return peers;
    }

    public AccessSettings settings() {
        return settings;
    }
}
