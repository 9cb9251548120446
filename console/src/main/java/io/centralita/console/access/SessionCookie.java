package io.centralita.console.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;

/// A cookie that no script reads, no other site's form brings with it and, where the way is
/// encrypted, no other host can have set (`__Host-`, RFC 6265bis §4.1.3.2).
public final class SessionCookie {
    private static final String HOST_ONLY = "__Host-";

    private final String name;
    private final Peers peers;

    SessionCookie(String name, Peers peers) {
        this.name = name;
        this.peers = peers;
    }

    /// Its value; empty too where there are several, of which some other host must have set one.
    public Optional<String> read(HttpServerRequest request) {
        var found = request.cookies(nameFor(request));
        return found.size() == 1
                ? Optional.of(found.iterator().next().getValue())
                : Optional.empty();
    }

    public void write(
            HttpServerRequest request, HttpServerResponse response, String value, Duration age) {
        var _ = response.addCookie(cookie(request, value).setMaxAge(age.toSeconds()));
    }

    public void clear(HttpServerRequest request, HttpServerResponse response) {
        var _ = response.addCookie(cookie(request, "").setMaxAge(0));
    }

    /// Lax: whoever follows a link to the console, or comes back from an identity provider, is
    /// still signed in.
    private Cookie cookie(HttpServerRequest request, String value) {
        return Cookie.cookie(nameFor(request), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(peers.isSecure(request))
                .setSameSite(CookieSameSite.LAX);
    }

    private String nameFor(HttpServerRequest request) {
        return peers.isSecure(request) ? HOST_ONLY + name : name;
    }
}
