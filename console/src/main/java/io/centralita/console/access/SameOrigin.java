package io.centralita.console.access;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;

/// Keeps pages of other sites from asking in the name of whoever looks at them: browsers send
/// cookies, remembered passwords and, to this machine, anything at all from any page.
final class SameOrigin {
    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Peers peers;

    SameOrigin(Peers peers) {
        this.peers = peers;
    }

    /// Whether a request may have been made by a page of ours, by a person, or by no browser at
    /// all: what browsers say themselves (`Sec-Fetch-Site`, Fetch Metadata), or else `Origin`,
    /// which all of them send with what changes something and with WebSockets. From other sites
    /// links may lead here, and no more.
    boolean allows(HttpServerRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return switch (site.toLowerCase(Locale.ROOT)) {
                case "same-origin", "none" -> true;
                default -> isLink(request);
            };
        }
        var origin = request.getHeader("Origin");
        return origin == null || peers.isOurs(origin, request);
    }

    private static boolean isLink(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                && !isUpgrade(request)
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"));
    }

    static boolean changes(HttpServerRequest request) {
        return !SAFE.contains(request.method());
    }

    static boolean isUpgrade(HttpServerRequest request) {
        return request.headers().contains("Upgrade");
    }
}
