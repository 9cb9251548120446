package io.centralita.console.oidc;

import java.net.URI;
import java.util.List;

/// What is agreed with an identity provider.
///
/// @param issuer as the provider calls itself, to the letter
/// @param allowed whom it may vouch for
/// @param redirect of ours, registered with the provider
public record OidcSettings(
        URI issuer, String clientId, String clientSecret, List<Allowed> allowed, URI redirect) {
    public OidcSettings {
        allowed = List.copyOf(allowed);
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "OidcSettings[issuer=%s, clientId=%s, redirect=%s]"
                .formatted(issuer, clientId, redirect);
    }
}
