package io.centralita.fake.oidc;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Codes that were given, each good for one exchange by the client that asked for it (RFC 6749
/// §4.1, RFC 7636). Belongs to the provider's event loop.
final class Authorizations {
    /// Of 256 bits, and no fewer: what is shorter could be guessed.
    private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{43,128}");

    private final Client client;
    private final Map<String, Given> codes = new HashMap<>();
    private final AtomicInteger last = new AtomicInteger();

    Authorizations(Client client) {
        this.client = client;
    }

    private record Given(Person person, String nonce, String challenge) {}

    /// A code that was changed for tokens.
    record Redeemed(Person person, String nonce) {}

    /// What is wrong with a request for a code; empty where nothing is.
    Optional<String> wrong(MultiMap query) {
        if (!"code".equals(query.get("response_type"))) {
            return Optional.of("unsupported_response_type");
        }
        var scopes = " " + query.get("scope") + " ";
        if (!scopes.contains(" openid ")) {
            return Optional.of("invalid_scope");
        }
        boolean right =
                isRandom(query.get("state"))
                        && isRandom(query.get("nonce"))
                        && isRandom(query.get("code_challenge"))
                        && "S256".equals(query.get("code_challenge_method"));
        return right ? Optional.empty() : Optional.of("invalid_request");
    }

    private static boolean isRandom(String text) {
        return text != null && RANDOM.matcher(text).matches();
    }

    String give(Person person, MultiMap query) {
        var code = "code-" + last.incrementAndGet();
        codes.put(code, new Given(person, query.get("nonce"), query.get("code_challenge")));
        return code;
    }

    /// Empty where the code is none, was used, or somebody else asked for it.
    Optional<Redeemed> redeem(MultiMap form) {
        var given = codes.remove(String.valueOf(form.get("code")));
        var verifier = form.get("code_verifier");
        if (given == null || !isRandom(verifier)) {
            return Optional.empty();
        }
        boolean right =
                "authorization_code".equals(form.get("grant_type"))
                        && client.redirect().equals(form.get("redirect_uri"))
                        && Challenge.of(verifier).equals(given.challenge());
        return right ? Optional.of(new Redeemed(given.person(), given.nonce())) : Optional.empty();
    }
}
