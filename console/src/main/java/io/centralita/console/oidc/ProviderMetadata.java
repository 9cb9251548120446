package io.centralita.console.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import io.centralita.console.oidc.OidcFailure.Why;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What a provider says of itself (OpenID Connect Discovery 1.0 §3).
///
/// @param algorithms of signatures, as far as we take them
/// @param namesItself whether whoever comes back always says from which provider (RFC 9207)
/// @param secretInForm whether the client's secret has to go into the form instead of a header
record ProviderMetadata(
        URI authorization,
        URI token,
        URI keys,
        Optional<URI> userInfo,
        Set<JWSAlgorithm> algorithms,
        boolean namesItself,
        boolean secretInForm) {
    /// Signed with a key that only the provider has. Not `none`, and nothing with a shared secret.
    private static final Set<JWSAlgorithm> TAKEN =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    ProviderMetadata {
        algorithms = Set.copyOf(algorithms);
    }

    static ProviderMetadata of(URI issuer, ProviderHttp.Answer answer) throws OidcFailure {
        if (answer.status() != 200) {
            throw wrong("discovery answers " + answer.status());
        }
        var body = answer.body();
        var said = body.path("issuer").asText("");
        if (!said.equals(issuer.toString())) {
            throw wrong("OIDC_ISSUER is " + issuer + ", the provider calls itself " + said);
        }
        var algorithms = new LinkedHashSet<JWSAlgorithm>();
        for (var name : body.path("id_token_signing_alg_values_supported")) {
            var algorithm = JWSAlgorithm.parse(name.asText());
            if (TAKEN.contains(algorithm)) {
                algorithms.add(algorithm);
            }
        }
        if (algorithms.isEmpty()) {
            throw wrong("the provider offers no signature that we take");
        }
        return new ProviderMetadata(
                address(issuer, body, "authorization_endpoint"),
                address(issuer, body, "token_endpoint"),
                address(issuer, body, "jwks_uri"),
                body.has("userinfo_endpoint")
                        ? Optional.of(address(issuer, body, "userinfo_endpoint"))
                        : Optional.empty(),
                algorithms,
                body.path("authorization_response_iss_parameter_supported").asBoolean(false),
                wantsForm(body.path("token_endpoint_auth_methods_supported")));
    }

    /// Basic is what is meant where nothing is said.
    private static boolean wantsForm(JsonNode methods) {
        boolean basic = methods.isMissingNode();
        boolean form = false;
        for (var method : methods) {
            basic |= method.asText().equals("client_secret_basic");
            form |= method.asText().equals("client_secret_post");
        }
        return form && !basic;
    }

    /// Encrypted as the issuer itself is: what is not could be anybody's.
    private static URI address(URI issuer, JsonNode body, String name) throws OidcFailure {
        try {
            var address = new URI(body.path(name).asText(""));
            boolean safe =
                    "https".equals(address.getScheme())
                            || ("http".equals(issuer.getScheme())
                                    && "http".equals(address.getScheme()));
            if (!safe || address.getHost() == null) {
                throw wrong(name + " is no address that we take");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new OidcFailure(Why.MISCONFIGURED, name + " is no address", e);
        }
    }

    private static OidcFailure wrong(String message) {
        return new OidcFailure(Why.MISCONFIGURED, message);
    }
}
