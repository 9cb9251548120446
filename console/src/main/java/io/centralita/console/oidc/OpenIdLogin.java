package io.centralita.console.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.console.access.Digests;
import io.centralita.console.oidc.Attempts.Attempt;
import io.centralita.console.oidc.OidcFailure.Why;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Signs people in by an identity provider. Blocks where it asks the provider.
public final class OpenIdLogin implements AutoCloseable {
    private final OidcSettings settings;
    private final ProviderHttp http = new ProviderHttp();
    private final Provider provider;
    private final IdTokens tokens;
    private final Attempts attempts;

    public OpenIdLogin(OidcSettings settings, InstantSource clock) {
        this.settings = settings;
        provider = new Provider(settings.issuer(), http, clock);
        tokens = new IdTokens(settings, provider, clock);
        attempts = new Attempts(clock);
    }

    /// @param address of the provider's page
    /// @param browser to be kept in the browser, and to come back with it
    public record Departure(URI address, String browser) {}

    /// @param name of the person, for people
    /// @param next where on our pages they wanted to go
    public record Arrival(String name, String next) {}

    /// Asks the provider what it says of itself, and for its keys.
    ///
    /// @throws OidcFailure where nobody could sign in by it
    public void probe() throws OidcFailure, InterruptedException {
        var keys = provider.keys(provider.metadata(), "");
        if (keys.isEmpty()) {
            throw new OidcFailure(Why.MISCONFIGURED, "the provider has no keys");
        }
    }

    /// Sends somebody to the provider.
    ///
    /// @param next where on our pages they want to go afterwards
    public Departure depart(String next) throws OidcFailure, InterruptedException {
        var metadata = provider.metadata();
        var state = Digests.newId();
        var browser = Digests.newId();
        var nonce = Digests.newId();
        var verifier = Digests.newId();
        attempts.add(state, browser, nonce, verifier, next);
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", settings.redirect().toString());
        query.put("scope", "openid email profile" + (wantsGroups() ? " groups" : ""));
        query.put("state", state);
        query.put("nonce", nonce);
        query.put("code_challenge", Digests.of(verifier));
        query.put("code_challenge_method", "S256");
        var text =
                query.entrySet().stream()
                        .map(field -> field.getKey() + "=" + ProviderHttp.encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        var page = metadata.authorization().toString();
        return new Departure(URI.create(page + (page.contains("?") ? "&" : "?") + text), browser);
    }

    /// Not every provider has such a scope, and some refuse what they do not know.
    private boolean wantsGroups() {
        return settings.allowed().stream().anyMatch(one -> one.kind() == Allowed.Kind.GROUP);
    }

    /// Somebody comes back from the provider.
    ///
    /// @param query of the address they come by
    /// @param browser what the browser brings back
    public Arrival arrive(MultiMap query, Optional<String> browser)
            throws OidcFailure, InterruptedException {
        // Before anything else is believed of it.
        var attempt =
                attempts.take(one(query, "state"), browser.orElse(""))
                        .orElseThrow(
                                () -> new OidcFailure(Why.STALE, "nobody left with this state"));
        var metadata = provider.metadata();
        var issuer = query.get("iss");
        if (issuer == null
                ? metadata.namesItself()
                : !issuer.equals(settings.issuer().toString())) {
            throw new OidcFailure(Why.UNTRUSTED, "comes back from another provider");
        }
        if (query.contains("error")) {
            throw new OidcFailure(Why.DECLINED, "the provider says " + word(one(query, "error")));
        }
        var identity = identity(metadata, one(query, "code"), attempt);
        if (settings.allowed().stream().noneMatch(allowed -> allowed.admits(identity))) {
            throw new OidcFailure(Why.NOT_ALLOWED, "not among OIDC_ALLOWED");
        }
        return new Arrival(identity.name(), attempt.next());
    }

    private Identity identity(ProviderMetadata metadata, String code, Attempt attempt)
            throws OidcFailure, InterruptedException {
        if (code.isEmpty()) {
            throw new OidcFailure(Why.UNTRUSTED, "comes back without a code");
        }
        var answer = exchange(metadata, code, attempt.verifier());
        var claims = tokens.claims(answer.path("id_token").asText(""), metadata, attempt.nonce());
        var identity = Identity.of(claims);
        var token = answer.path("access_token").asText("");
        if (!identity.saysNothing() || metadata.userInfo().isEmpty() || token.isEmpty()) {
            return identity;
        }
        // Some providers keep the ID token short and tell the rest when asked (Core §5.3).
        var told = http.get(metadata.userInfo().get(), token);
        if (told.status() != 200) {
            throw new OidcFailure(Why.MISCONFIGURED, "user info answers " + told.status());
        }
        if (!told.body().path("sub").asText("").equals(identity.subject())) {
            throw new OidcFailure(Why.UNTRUSTED, "user info of somebody else");
        }
        return Identity.of(told.body());
    }

    private JsonNode exchange(ProviderMetadata metadata, String code, String verifier)
            throws OidcFailure, InterruptedException {
        var form =
                new LinkedHashMap<>(
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                settings.redirect().toString(),
                                "code_verifier",
                                verifier));
        var authorization = "";
        if (metadata.secretInForm()) {
            form.put("client_id", settings.clientId());
            form.put("client_secret", settings.clientSecret());
        } else {
            // Form-encoded first: RFC 6749 §2.3.1.
            var pair =
                    ProviderHttp.encode(settings.clientId())
                            + ":"
                            + ProviderHttp.encode(settings.clientSecret());
            authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        }
        var answer = http.post(metadata.token(), form, authorization);
        if (answer.status() != 200) {
            throw new OidcFailure(
                    Why.MISCONFIGURED,
                    "the code is refused: "
                            + answer.status()
                            + " "
                            + word(answer.body().path("error").asText("")));
        }
        return answer.body();
    }

    /// The only one of its name: of several, nobody knows which is meant.
    private static String one(MultiMap query, String name) {
        var all = query.getAll(name);
        return all.size() == 1 ? all.getFirst() : "";
    }

    /// An error's own word, for the log; whatever else it may be is left out.
    private static String word(String text) {
        return text.matches("[a-z_]{1,40}") ? text : "something else";
    }

    @Override
    public void close() {
        http.close();
    }
}
