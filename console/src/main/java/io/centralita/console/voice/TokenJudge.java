package io.centralita.console.voice;

import io.centralita.console.access.RateLimiter;
import io.centralita.console.access.WrongPasswords;
import io.centralita.tenant.profile.BrowserAccess;
import io.centralita.tenant.profile.WebOrigin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges tokens, and counts what is done with them. Blocks where a key has to be read, or the
/// database asked.
final class TokenJudge {
    private static final Logger log = LoggerFactory.getLogger(TokenJudge.class);
    private static final int COUNTED = 10_000;

    /// Asking for ICE servers, restarts, diagnostics: of one token.
    private static final int REQUESTS_PER_MINUTE = 60;

    private final TenantKeys keys;
    private final FirstUse firstUse;
    private final WrongPasswords wrong;
    private final RateLimiter calls;
    private final RateLimiter requests;
    private final InstantSource clock;

    TokenJudge(TenantKeys keys, FirstUse firstUse, InstantSource clock) {
        this.keys = keys;
        this.firstUse = firstUse;
        this.clock = clock;
        wrong = new WrongPasswords(clock);
        calls = new RateLimiter(clock, COUNTED);
        requests = new RateLimiter(clock, COUNTED);
    }

    /// A request with a token.
    ///
    /// @param address by which callers are counted
    /// @param origin of the page that asks; empty for no page, or one of ours
    record Asked(String token, String address, Optional<String> origin) {}

    sealed interface Finding {}

    record Good(VoiceToken token) implements Finding {}

    /// @param error a word for programs, and the key of its sentence
    /// @param pause until it may be tried again; zero where that would change nothing
    record Bad(int status, String error, Duration pause) implements Finding {
        Bad(int status, String error) {
            this(status, error, Duration.ZERO);
        }
    }

    /// Whether it may begin its call. What is refused for another reason than the token's own
    /// leaves the token as it was.
    Finding begin(Asked asked, Optional<String> tenant) {
        return switch (look(asked)) {
            case Bad bad -> bad;
            case Good(var token) -> {
                if (tenant.filter(wish -> !wish.equals(token.tenant())).isPresent()) {
                    yield new Bad(403, "wrong-tenant");
                }
                if (!token.canBegin(clock.instant())) {
                    yield new Bad(401, "token-expired");
                }
                var wait = wait(token, asked.address());
                if (wait.isPositive()) {
                    yield new Bad(429, "rate", wait);
                }
                yield firstUse.isFirst(token) ? new Good(token) : new Bad(401, "token-used");
            }
        };
    }

    private Duration wait(VoiceToken token, String address) {
        var browser = keys.of(token.tenant());
        if (browser.isEmpty()) {
            return Duration.ZERO;
        }
        var ofAddress =
                calls.take(
                        token.tenant() + " " + address, browser.get().callsPerMinuteAndAddress());
        return ofAddress.isPositive()
                ? ofAddress
                : calls.take(token.tenant(), browser.get().callsPerMinute());
    }

    /// Whether the call of this holder is its own.
    Finding again(Asked asked, String holder) {
        return switch (look(asked)) {
            case Bad bad -> bad;
            case Good(var token) ->
                    token.holder().equals(holder) ? new Good(token) : new Bad(403, "not-yours");
        };
    }

    /// Whether it is a token of ours, from where it may come.
    Finding look(Asked asked) {
        var locked = wrong.wait(asked.address());
        if (locked.isPositive()) {
            return new Bad(429, "too-many-wrong", locked);
        }
        var token =
                TokenCodec.read(asked.token())
                        .flatMap(
                                claimed ->
                                        keys.key(claimed.tenant())
                                                .flatMap(key -> TokenCodec.verify(claimed, key)));
        if (token.isEmpty()) {
            wrong.failed(asked.address());
            log.atWarn().addKeyValue("address", asked.address()).log("wrong token for a call");
            return new Bad(401, "wrong-token");
        }
        var browser = keys.of(token.get().tenant());
        if (token.get().isForgotten(clock.instant())) {
            return new Bad(401, "token-expired");
        }
        if (browser.isEmpty() || !isFrom(asked.origin(), token.get(), browser.get())) {
            return new Bad(403, "origin");
        }
        var wait = requests.take(token.get().id(), REQUESTS_PER_MINUTE);
        return wait.isPositive() ? new Bad(429, "rate", wait) : new Good(token.get());
    }

    private static boolean isFrom(
            Optional<String> origin, VoiceToken token, BrowserAccess browser) {
        if (token.origin().isPresent()) {
            return origin.flatMap(WebOrigin::parse)
                    .filter(page -> page.text().equals(token.origin().get()))
                    .isPresent();
        }
        return origin.isEmpty()
                || WebOrigin.parse(origin.get()).filter(browser.origins()::contains).isPresent();
    }
}
