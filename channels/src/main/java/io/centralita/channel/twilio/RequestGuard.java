package io.centralita.channel.twilio;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides who may speak to the endpoints.
///
/// With auth tokens: whoever signs. Without: only this machine, directly. A request that a proxy or
/// tunnel passed on comes from this machine's address too, but says so in a header.
final class RequestGuard {
    private static final List<String> MARKS_OF_A_PROXY =
            List.of("X-Forwarded-For", "Forwarded", "X-Real-IP");

    private final TwilioSettings settings;
    private final TwilioSignature signature;

    RequestGuard(TwilioSettings settings) {
        this.settings = settings;
        signature = new TwilioSignature(settings.authTokens());
    }

    /// The word for why this request is refused, or empty where it is welcome.
    ///
    /// @param webSocket whether Twilio knows the URL as `wss` instead of `https`
    Optional<String> refusal(
            HttpServerRequest request, boolean webSocket, List<Map.Entry<String, String>> form) {
        if (settings.authTokens().isEmpty()) {
            return isDirectlyFromHere(request) ? Optional.empty() : Optional.of("not-local");
        }
        String given = request.getHeader(TwilioSignature.HEADER);
        if (given == null) {
            return Optional.of("no-signature");
        }
        String url = base(settings.publicUrl().orElseThrow(), webSocket) + request.uri();
        return signature.matches(url, form, given) ? Optional.empty() : Optional.of("signature");
    }

    /// The WebSocket URL for a path: under the public URL or, without one, under the host that this
    /// request from this machine was sent to.
    String streamUrl(HttpServerRequest request, String path) {
        return settings.publicUrl()
                .map(url -> base(url, true) + path)
                .orElseGet(() -> "ws://" + request.authority() + path);
    }

    /// The same for a plain request.
    String url(HttpServerRequest request, String path) {
        return settings.publicUrl()
                .map(url -> base(url, false) + path)
                .orElseGet(() -> "http://" + request.authority() + path);
    }

    private static String base(URI publicUrl, boolean webSocket) {
        String url = publicUrl.toString();
        String trimmed = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return webSocket ? "ws" + trimmed.substring("http".length()) : trimmed;
    }

    /// A web page that had its own name resolve to this machine would still name itself as host.
    private static boolean isDirectlyFromHere(HttpServerRequest request) {
        var authority = request.authority();
        return isLoopback(request.remoteAddress().hostAddress())
                && authority != null
                && isLoopback(authority.host())
                && MARKS_OF_A_PROXY.stream().noneMatch(request.headers()::contains);
    }

    private static boolean isLoopback(String host) {
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
