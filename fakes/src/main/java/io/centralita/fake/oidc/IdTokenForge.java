package io.centralita.fake.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes ID tokens, right ones and wrong ones.
final class IdTokenForge {
    private static final long LIFE_S = 300;
    private static final long LONG_S = 3_600;

    private final String issuer;
    private final Client client;

    /// Of nobody that the provider knows.
    private final SigningKey foreign = SigningKey.make("foreign");

    IdTokenForge(String issuer, Client client) {
        this.issuer = issuer;
        this.client = client;
    }

    /// @param brief whether what is known of the person is kept for those who ask
    String make(
            Person person, String nonce, SigningKey key, Instant now, Fault fault, boolean brief) {
        var claims = claims(person, nonce, now, brief);
        spoil(claims, now, fault);
        var header = JsonNodeFactory.instance.objectNode().put("typ", "JWT");
        return switch (fault) {
            case UNSIGNED -> part(header.put("alg", "none")) + "." + part(claims) + ".";
            case SIGNED_WITH_THE_CLIENTS_SECRET -> {
                var text = part(header.put("alg", "HS256")) + "." + part(claims);
                yield text + "." + hmac(client.secret(), text);
            }
            case SIGNED_WITH_ANOTHER_KEY -> signed(header, key.id(), claims, foreign);
            case SIGNED_WITH_AN_UNKNOWN_KEY -> signed(header, "unheard-of", claims, foreign);
            case TAMPERED -> {
                var right = signed(header, key.id(), claims, key).split("\\.", -1);
                yield right[0]
                        + "."
                        + part(claims.put("email", "mallory@example.com"))
                        + "."
                        + right[2];
            }
            default -> signed(header, key.id(), claims, key);
        };
    }

    private ObjectNode claims(Person person, String nonce, Instant now, boolean brief) {
        var claims =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("iss", issuer)
                        .put("sub", person.subject())
                        .put("aud", client.id())
                        .put("iat", now.getEpochSecond())
                        .put("exp", now.getEpochSecond() + LIFE_S)
                        .put("nonce", nonce);
        if (!brief) {
            describe(claims, person);
        }
        return claims;
    }

    static void describe(ObjectNode claims, Person person) {
        if (!person.email().isEmpty()) {
            claims.put("email", person.email()).put("email_verified", person.verified());
        }
        if (!person.groups().isEmpty()) {
            var groups = claims.putArray("groups");
            person.groups().forEach(groups::add);
        }
    }

    private void spoil(ObjectNode claims, Instant now, Fault fault) {
        long second = now.getEpochSecond();
        switch (fault) {
            case ANOTHER_ISSUER -> claims.put("iss", issuer + "/another");
            case ANOTHER_AUDIENCE -> claims.put("aud", "another-client");
            case ANOTHER_AUDIENCE_TOO_WITHOUT_PARTY ->
                    claims.putArray("aud").add(client.id()).add("another-client");
            case ANOTHER_PARTY -> claims.put("azp", "another-client");
            case EXPIRED -> claims.put("exp", second - LONG_S);
            case WITHOUT_EXPIRY -> claims.remove("exp");
            case OF_THE_FUTURE -> claims.put("iat", second + LONG_S);
            case NOT_VALID_YET -> claims.put("nbf", second + LONG_S);
            case ANOTHER_NONCE -> claims.put("nonce", "of-another-sign-in-altogether");
            case WITHOUT_NONCE -> claims.remove("nonce");
            case OF_NOBODY -> claims.put("sub", "");
            default -> {
                // Nothing in the claims.
            }
        }
    }

    private static String signed(ObjectNode header, String id, ObjectNode claims, SigningKey key) {
        var text = part(header.put("alg", "RS256").put("kid", id)) + "." + part(claims);
        return text + "." + key.sign(text);
    }

    private static String part(ObjectNode json) {
        return SigningKey.base64(json.toString().getBytes(UTF_8));
    }

    private static String hmac(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return SigningKey.base64(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
