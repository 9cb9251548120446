package io.centralita.console.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.centralita.console.oidc.OidcFailure.Why;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/// Believes ID tokens, or does not (OpenID Connect Core §3.1.3.7).
final class IdTokens {
    /// How far the provider's clock may be from ours.
    static final Duration SKEW = Duration.ofMinutes(2);

    private static final int LARGEST = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OidcSettings settings;
    private final Provider provider;
    private final InstantSource clock;

    IdTokens(OidcSettings settings, Provider provider, InstantSource clock) {
        this.settings = settings;
        this.provider = provider;
        this.clock = clock;
    }

    /// The claims of a token that is to be believed. Blocks where keys have to be asked for.
    ///
    /// @param nonce that this sign-in began with
    JsonNode claims(String token, ProviderMetadata metadata, String nonce)
            throws OidcFailure, InterruptedException {
        var claims = signed(token, metadata);
        check(settings.issuer().toString().equals(claims.path("iss").asText()), "another issuer");
        var audience = claims.path("aud");
        boolean ours = audience.isTextual() && audience.asText().equals(settings.clientId());
        for (var one : audience) {
            ours |= one.asText().equals(settings.clientId());
        }
        check(ours, "meant for somebody else");
        check(
                (audience.size() <= 1 && !claims.has("azp"))
                        || claims.path("azp").asText().equals(settings.clientId()),
                "made out to somebody else");
        var now = clock.instant();
        check(time(claims, "exp").isAfter(now.minus(SKEW)), "expired");
        check(!time(claims, "iat").isAfter(now.plus(SKEW)), "of the future");
        check(!claims.has("nbf") || !time(claims, "nbf").isAfter(now.plus(SKEW)), "not valid yet");
        check(nonce.equals(claims.path("nonce").asText()), "of another sign-in");
        check(!claims.path("sub").asText("").isEmpty(), "of nobody");
        return claims;
    }

    private JsonNode signed(String text, ProviderMetadata metadata)
            throws OidcFailure, InterruptedException {
        check(text.length() <= LARGEST, "too large");
        try {
            var token = SignedJWT.parse(text);
            var keyId = Objects.requireNonNullElse(token.getHeader().getKeyID(), "");
            var processor = new DefaultJWTProcessor<SecurityContext>();
            processor.setJWSKeySelector(
                    new JWSVerificationKeySelector<>(
                            metadata.algorithms(),
                            new ImmutableJWKSet<>(provider.keys(metadata, keyId))));
            // By our own clock, below.
            processor.setJWTClaimsSetVerifier((_, _) -> {});
            return JSON.readTree(processor.process(token, null).toString());
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new OidcFailure(Why.UNTRUSTED, "id token: " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new OidcFailure(Why.UNTRUSTED, "id token: no JSON", e);
        }
    }

    private static Instant time(JsonNode claims, String name) throws OidcFailure {
        var claim = claims.path(name);
        check(claim.isNumber() && claim.asLong() > 0, "without " + name);
        return Instant.ofEpochSecond(claim.asLong());
    }

    private static void check(boolean right, String otherwise) throws OidcFailure {
        if (!right) {
            throw new OidcFailure(Why.UNTRUSTED, "id token: " + otherwise);
        }
    }
}
