package io.centralita.channel.asterisk.audiosocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.channel.DirectRequests;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/// Decides who may announce calls: whoever has the key, in a header of its own, as a bearer token
/// or as the password of Basic authentication; without a key this machine alone.
record AnnouncementGuard(Optional<String> key) {
    static final String KEY_HEADER = "X-Centralita-Key";

    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    /// The word for why this request is refused, or empty where it is welcome.
    Optional<String> refusal(HttpServerRequest request) {
        if (key.isEmpty()) {
            return DirectRequests.isFromHere(request) ? Optional.empty() : Optional.of("not-local");
        }
        var given = given(request);
        if (given.isEmpty()) {
            return Optional.of("no-key");
        }
        boolean right =
                MessageDigest.isEqual(given.get().getBytes(UTF_8), key.get().getBytes(UTF_8));
        return right ? Optional.empty() : Optional.of("wrong-key");
    }

    private static Optional<String> given(HttpServerRequest request) {
        var own = request.getHeader(KEY_HEADER);
        if (own != null) {
            return Optional.of(own);
        }
        var authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return Optional.empty();
        }
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()));
        }
        return authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())
                ? password(authorization.substring(BASIC.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> password(String base64) {
        try {
            var credentials = new String(Base64.getDecoder().decode(base64), UTF_8);
            int colon = credentials.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(credentials.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// A key never prints.
    @Override
    public String toString() {
        return "AnnouncementGuard";
    }
}
