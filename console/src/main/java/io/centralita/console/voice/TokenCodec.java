package io.centralita.console.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens as text: JWT (RFC 7519) signed by HMAC-SHA-256 with a key made of the tenant's own, so
/// that every process which knows the tenant understands them, and none does once the tenant's key
/// has changed.
final class TokenCodec {
    static final int LONGEST = 2_048;

    private static final JOSEObjectType TYPE = new JOSEObjectType("centralita-voice+jwt");
    private static final String PURPOSE = "centralita voice token 1";

    private TokenCodec() {}

    static String write(VoiceToken token, String key) {
        var claims =
                new JWTClaimsSet.Builder()
                        .jwtID(token.id())
                        .subject(token.tenant())
                        .issueTime(Date.from(token.issued()))
                        .expirationTime(Date.from(token.expires()))
                        .claim("origin", token.origin().orElse(null))
                        .claim("lang", token.language().map(Locale::getLanguage).orElse(null))
                        .claim("name", token.caller().orElse(null))
                        .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build();
        var signed = new SignedJWT(header, claims);
        try {
            signed.sign(new MACSigner(signingKey(key)));
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
        return signed.serialize();
    }

    /// A token that nobody has vouched for yet.
    ///
    /// @param tenant whose key it has to be signed with
    record Claimed(String tenant, SignedJWT text) {}

    /// Empty where the text is no token.
    static Optional<Claimed> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var token = SignedJWT.parse(text);
            var tenant = token.getJWTClaimsSet().getSubject();
            boolean ours =
                    JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())
                            && TYPE.equals(token.getHeader().getType());
            return ours && tenant != null
                    ? Optional.of(new Claimed(tenant, token))
                    : Optional.empty();
        } catch (ParseException _) {
            return Optional.empty();
        }
    }

    /// The token, where it was signed with this key.
    static Optional<VoiceToken> verify(Claimed claimed, String key) {
        try {
            if (!claimed.text().verify(new MACVerifier(signingKey(key)))) {
                return Optional.empty();
            }
            var claims = claimed.text().getJWTClaimsSet();
            return Optional.of(
                    new VoiceToken(
                            Objects.requireNonNull(claims.getJWTID()),
                            claimed.tenant(),
                            Optional.ofNullable(claims.getStringClaim("origin")),
                            Optional.ofNullable(claims.getStringClaim("lang")).map(Locale::of),
                            Optional.ofNullable(claims.getStringClaim("name")),
                            time(claims.getIssueTime()),
                            time(claims.getExpirationTime())));
        } catch (JOSEException | ParseException _) {
            return Optional.empty();
        }
    }

    private static Instant time(Date date) {
        return date.toInstant();
    }

    private static byte[] signingKey(String key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(PURPOSE.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
