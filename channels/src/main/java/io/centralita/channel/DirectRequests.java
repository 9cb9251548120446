package io.centralita.channel;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;

/// Tells requests of this machine itself from those that only arrive through it.
///
/// A request that a proxy or tunnel passed on comes from this machine's address too, but says so in
/// a header.
public final class DirectRequests {
    private static final List<String> MARKS_OF_A_PROXY =
            List.of("X-Forwarded-For", "Forwarded", "X-Real-IP");

    private DirectRequests() {}

    /// A web page that had its own name resolve to this machine would still name itself as host.
    public static boolean isFromHere(HttpServerRequest request) {
        var authority = request.authority();
        return isLoopback(request.remoteAddress().hostAddress())
                && authority != null
                && isLoopback(authority.host())
                && MARKS_OF_A_PROXY.stream().noneMatch(request.headers()::contains);
    }

    /// `localhost` or a loopback address.
    public static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false; // A name, which only a resolver could tell.
        }
    }
}
