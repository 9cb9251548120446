package io.centralita.console.voice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.console.ConsoleTexts;
import io.centralita.console.Refusal;
import io.centralita.console.access.Digests;
import io.centralita.console.access.RateLimiter;
import io.centralita.console.access.WrongPasswords;
import io.centralita.tenant.profile.BrowserAccess;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives tokens to servers that have a tenant's key. Blocks where keys have to be read.
final class TokenDesk {
    private static final Logger log = LoggerFactory.getLogger(TokenDesk.class);
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// More tokens than calls: not everybody who sees a page calls.
    private static final int TOKENS_PER_CALL = 10;

    private final TenantKeys keys;
    private final Duration lifetime;
    private final InstantSource clock;
    private final WrongPasswords wrong;
    private final RateLimiter issued;

    TokenDesk(TenantKeys keys, Duration lifetime, InstantSource clock) {
        this.keys = keys;
        this.lifetime = lifetime;
        this.clock = clock;
        wrong = new WrongPasswords(clock);
        issued = new RateLimiter(clock, 10_000);
    }

    sealed interface Answer {}

    record Issued(String token, Instant expiresAt, String tenant) implements Answer {}

    record Denied(Refusal refusal) implements Answer {}

    /// What is wrong with a request, all of it.
    record Unfit(String error, String message, String remedy, List<TokenWish.Problem> problems)
            implements Answer {}

    /// @param address by which wrong keys are counted
    /// @param key empty where there is none
    /// @param body JSON, or nothing
    Answer serve(ConsoleTexts words, String address, Optional<String> key, String body) {
        var locked = wrong.wait(address);
        if (locked.isPositive()) {
            return new Denied(
                    Refusal.of(
                                    words,
                                    429,
                                    "too-many-wrong",
                                    "voice.too-many-wrong",
                                    Refusal.seconds(locked))
                            .after(locked));
        }
        if (key.isEmpty()) {
            return denied(words, 401, "no-key");
        }
        JsonNode wishes;
        try {
            wishes = JSON.readTree(body.isBlank() ? "{}" : body);
        } catch (JsonProcessingException e) {
            return denied(words, 400, "bad-json");
        }
        if (!wishes.isObject()) {
            return denied(words, 400, "bad-json");
        }
        var among = Optional.ofNullable(wishes.path("tenant").textValue());
        var tenants = keys.holders(key.get(), among);
        if (tenants.isEmpty()) {
            wrong.failed(address);
            log.atWarn().addKeyValue("address", address).log("wrong key of a tenant");
            return denied(words, 401, "wrong-key");
        }
        if (tenants.size() > 1) {
            return denied(words, 409, "ambiguous-key");
        }
        return serve(words, tenants.getFirst(), key.get(), wishes);
    }

    private Answer serve(ConsoleTexts words, String tenant, String key, JsonNode wishes) {
        var browser = keys.of(tenant);
        if (browser.isEmpty()) {
            return denied(words, 401, "wrong-key");
        }
        var wish = TokenWish.read(wishes, browser.get().origins(), words);
        if (!wish.problems().isEmpty()) {
            return new Unfit(
                    "wrong-request",
                    words.text("voice.wrong-request", wish.problems().size()),
                    words.text("remedy.wrong-request"),
                    wish.problems());
        }
        var wait = issued.take(tenant, tokensPerMinute(browser.get()));
        if (wait.isPositive()) {
            return new Denied(
                    Refusal.of(words, 429, "rate", "voice.rate", Refusal.seconds(wait))
                            .after(wait));
        }
        // Whole seconds, as the token has them.
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var token =
                new VoiceToken(
                        Digests.newId(),
                        tenant,
                        wish.origin(),
                        wish.language(),
                        wish.caller(),
                        now,
                        now.plus(lifetime));
        return new Issued(TokenCodec.write(token, key), token.expires(), tenant);
    }

    private static int tokensPerMinute(BrowserAccess browser) {
        return browser.callsPerMinute() * TOKENS_PER_CALL;
    }

    private static Denied denied(ConsoleTexts words, int status, String error) {
        return new Denied(Refusal.of(words, status, error, "voice." + error));
    }
}
