package io.centralita.console.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import io.centralita.console.oidc.OidcFailure.Why;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What is known of the provider, asked for when it is needed: its own description for an hour, its
/// keys until one is used that is not among them. Blocks.
final class Provider {
    static final Duration KEPT = Duration.ofHours(1);

    /// Tokens with made-up keys do not make us ask more often.
    static final Duration BETWEEN_KEYS = Duration.ofSeconds(10);

    private final URI issuer;
    private final ProviderHttp http;
    private final InstantSource clock;

    /// Held while the provider is asked: others wait for the same answer.
    private final ReentrantLock asking = new ReentrantLock();

    private @Nullable Known<ProviderMetadata> metadata;
    private @Nullable Known<JWKSet> keys;

    Provider(URI issuer, ProviderHttp http, InstantSource clock) {
        this.issuer = issuer;
        this.http = http;
        this.clock = clock;
    }

    private record Known<T>(T value, Instant at) {}

    ProviderMetadata metadata() throws OidcFailure, InterruptedException {
        asking.lockInterruptibly();
        try {
            var known = metadata;
            if (known == null || !clock.instant().isBefore(known.at().plus(KEPT))) {
                var found = ProviderMetadata.of(issuer, http.get(discovery()));
                known = new Known<>(found, clock.instant());
                metadata = known;
            }
            return known.value();
        } finally {
            asking.unlock();
        }
    }

    private URI discovery() {
        var base = issuer.toString();
        var bare = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(bare + "/.well-known/openid-configuration");
    }

    /// The provider's keys, this one among them if the provider has it at all.
    ///
    /// @param keyId empty where a token does not say
    JWKSet keys(ProviderMetadata provider, String keyId) throws OidcFailure, InterruptedException {
        asking.lockInterruptibly();
        try {
            var now = clock.instant();
            var known = keys;
            boolean fresh = known != null && now.isBefore(known.at().plus(KEPT));
            boolean missing =
                    known != null
                            && !keyId.isEmpty()
                            && known.value().getKeyByKeyId(keyId) == null
                            && !now.isBefore(known.at().plus(BETWEEN_KEYS));
            if (known == null || !fresh || missing) {
                known = new Known<>(ask(provider), now);
                keys = known;
            }
            return known.value();
        } finally {
            asking.unlock();
        }
    }

    private JWKSet ask(ProviderMetadata provider) throws OidcFailure, InterruptedException {
        var answer = http.get(provider.keys());
        if (answer.status() != 200) {
            throw new OidcFailure(Why.MISCONFIGURED, "keys: answer " + answer.status());
        }
        try {
            return JWKSet.parse(answer.body().toString());
        } catch (ParseException e) {
            throw new OidcFailure(Why.MISCONFIGURED, "keys cannot be read", e);
        }
    }
}
