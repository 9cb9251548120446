package io.centralita.console.voice;

import io.centralita.console.BlockingWork;
import io.centralita.console.ConsoleTexts;
import io.centralita.console.Refusal;
import io.centralita.console.Refusals;
import io.centralita.console.access.Access;
import io.centralita.console.access.Decision;
import io.centralita.console.voice.VoiceVerdict.Admitted;
import io.centralita.console.voice.VoiceVerdict.Refused;
import io.centralita.tenant.profile.SecretReference;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.store.TenantSnapshot;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides who may call from a browser: whoever brings a token of a tenant's (`Authorization:
/// Bearer`) may begin one call to it and go on with that one; whoever may use the console may call
/// anybody. A request with a token is not let in by anything else.
///
/// Consumers are told once, on the request's event loop, at once or later.
public final class VoiceAccess implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VoiceAccess.class);
    private static final int AT_ONCE = 64;

    private final Access access;
    private final Refusals refusals;
    private final ConsoleTexts texts;
    private final TenantKeys keys;
    private final TokenJudge judge;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("voice-access-", 0).factory());
    private final BlockingWork work = new BlockingWork(threads, AT_ONCE);

    /// Where tenants and what became of their tokens are known.
    ///
    /// @param now tenants of now; does not block
    /// @param secrets what references refer to; may block
    /// @param use notes which tokens have begun their call; may block
    public record Tenants(
            Supplier<TenantSnapshot> now,
            Function<SecretReference, Optional<String>> secrets,
            TokenUse use) {}

    public VoiceAccess(Access access, ConsoleTexts texts, Tenants tenants, InstantSource clock) {
        this.access = access;
        this.texts = texts;
        refusals = new Refusals(texts);
        keys = new TenantKeys(tenants.now(), tenants.secrets());
        judge = new TokenJudge(keys, new FirstUse(tenants.use()), clock);
    }

    /// Whether whoever asks may begin a call; with a token it is the only one.
    ///
    /// @param tenant whom they want to call; empty for whom they may
    public void begin(
            RoutingContext request, Optional<String> tenant, Consumer<VoiceVerdict> told) {
        if (hasToken(request)) {
            judge(request, asked -> judge.begin(asked, tenant), told);
        } else if (tenant.filter(id -> !id.equals(Tenant.DEFAULT) && !keys.exists(id))
                .isPresent()) {
            byConsole(
                    request,
                    _ -> refused(request, 404, "unknown-tenant", "voice.unknown-tenant"),
                    told);
        } else {
            byConsole(request, _ -> console(tenant), told);
        }
    }

    /// Whether whoever asks may go on with a call, or take it up again.
    ///
    /// @param holder of that call
    public void again(RoutingContext request, String holder, Consumer<VoiceVerdict> told) {
        if (hasToken(request)) {
            judge(request, asked -> judge.again(asked, holder), told);
        } else {
            byConsole(request, _ -> console(Optional.empty()), told);
        }
    }

    /// Whether whoever asks has anything to do with calls from browsers.
    void look(RoutingContext request, Consumer<VoiceVerdict> told) {
        if (hasToken(request)) {
            judge(request, judge::look, told);
        } else {
            byConsole(request, _ -> console(Optional.empty()), told);
        }
    }

    private static VoiceVerdict console(Optional<String> tenant) {
        return new Admitted(VoiceVerdict.CONSOLE, tenant, Optional.empty(), Optional.empty());
    }

    private void byConsole(
            RoutingContext request,
            Function<Decision.Granted, VoiceVerdict> granted,
            Consumer<VoiceVerdict> told) {
        access.decide(
                request,
                decision ->
                        told.accept(
                                switch (decision) {
                                    case Decision.Granted yes -> granted.apply(yes);
                                    // A tenant's page may call, but by a token.
                                    case Decision.Foreign() ->
                                            refused(request, 401, "no-token", "voice.no-token");
                                    case Decision.Forbidden _,
                                            Decision.LoginNeeded _,
                                            Decision.TooManyWrong _,
                                            Decision.Busy _,
                                            Decision.HeaderMissing _ ->
                                            new Refused(refusals.of(request, decision));
                                }));
    }

    private static boolean hasToken(RoutingContext request) {
        return bearer(request).isPresent();
    }

    /// What is in `Authorization: Bearer` (RFC 6750 §2.1), be it nothing.
    static Optional<String> bearer(RoutingContext request) {
        return Optional.ofNullable(request.request().getHeader("Authorization"))
                .map(header -> header.strip() + " ")
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip());
    }

    private void judge(
            RoutingContext request,
            Function<TokenJudge.Asked, TokenJudge.Finding> question,
            Consumer<VoiceVerdict> told) {
        var http = request.request();
        var origin = http.getHeader("Origin");
        var asked =
                new TokenJudge.Asked(
                        bearer(request).orElse(""),
                        access.peers().address(http),
                        origin == null || access.peers().isOurs(origin, http)
                                ? Optional.empty()
                                : Optional.of(origin));
        run(
                request,
                () -> question.apply(asked),
                finding -> told.accept(words(request, finding)),
                told);
    }

    private VoiceVerdict words(RoutingContext request, TokenJudge.Finding finding) {
        return switch (finding) {
            case TokenJudge.Good(var token) ->
                    new Admitted(
                            token.holder(),
                            Optional.of(token.tenant()),
                            token.language(),
                            token.caller());
            case TokenJudge.Bad(var status, var error, var wait) -> {
                log.atInfo().addKeyValue("why", error).log("a browser call was refused");
                var refusal =
                        Refusal.of(
                                texts.of(request),
                                status,
                                error,
                                "voice." + error,
                                Refusal.seconds(wait));
                yield new Refused(wait.isZero() ? refusal : refusal.after(wait));
            }
        };
    }

    /// Work that may block, whose result is told on the request's event loop.
    <T> void run(
            RoutingContext request,
            Callable<T> task,
            Consumer<T> done,
            Consumer<VoiceVerdict> otherwise) {
        boolean started =
                work.start(
                        Vertx.currentContext(),
                        task,
                        done,
                        e -> {
                            log.atWarn().setCause(e).log("cannot say who may call");
                            otherwise.accept(busy(request));
                        });
        if (!started) {
            otherwise.accept(busy(request));
        }
    }

    private VoiceVerdict busy(RoutingContext request) {
        return new Refused(
                Refusal.of(texts.of(request), 503, "busy", "busy").after(Duration.ofSeconds(1)));
    }

    private VoiceVerdict refused(RoutingContext request, int status, String error, String key) {
        return new Refused(Refusal.of(texts.of(request), status, error, key));
    }

    TenantKeys keys() {
        return keys;
    }

    Access access() {
        return access;
    }

    ConsoleTexts texts() {
        return texts;
    }

    /// Interrupts what still waits.
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
