package io.centralita.console.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whom a provider has vouched for. Personal.
///
/// @param subject the provider's id of them
/// @param email verified by the provider, in small letters; empty where there is none
record Identity(String subject, Optional<String> email, List<String> groups) {
    private static final int MOST_GROUPS = 1_000;

    Identity {
        groups = List.copyOf(groups);
    }

    /// Of the claims of an ID token, or of what the provider says of the person (OpenID Connect
    /// Core §5.1). An address that is not said to be verified is whatever somebody has typed.
    static Identity of(JsonNode claims) {
        var groups = new ArrayList<String>();
        var claim = claims.path("groups");
        for (var group : claim.isTextual() ? List.of(claim) : claim) {
            if (group.isTextual() && groups.size() < MOST_GROUPS) {
                groups.add(group.asText());
            }
        }
        return new Identity(
                claims.path("sub").asText(),
                claims.path("email_verified").asBoolean(false)
                        ? Optional.of(claims.path("email").asText("").toLowerCase(Locale.ROOT))
                                .filter(email -> !email.isEmpty())
                        : Optional.empty(),
                groups);
    }

    boolean saysNothing() {
        return email.isEmpty() && groups.isEmpty();
    }

    /// For people.
    String name() {
        return email.orElse(subject);
    }
}
