package io.centralita.console.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/// Credentials of HTTP Basic (RFC 7617).
final class Basic {
    private Basic() {}

    /// The password, where the user is this one.
    static Optional<String> password(String header, String user) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            var pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), UTF_8);
            return pair.startsWith(user + ":")
                    ? Optional.of(pair.substring(user.length() + 1))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // not Base64: no credentials at all
        }
    }
}
