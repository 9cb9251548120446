package io.centralita.channel.twilio;

import io.centralita.channel.DirectRequests;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides who may speak to the endpoints.
///
/// With auth tokens: whoever signs. Without: only this machine, directly.
final class RequestGuard {
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
            return DirectRequests.isFromHere(request) ? Optional.empty() : Optional.of("not-local");
        }
        String given = request.getHeader(TwilioSignature.HEADER);
        if (given == null) {
            return Optional.of("no-signature");
        }
        var base = webSocket ? streamBase() : settings.publicUrl();
        String url = base(base.orElseThrow(), webSocket) + request.uri();
        return signature.matches(url, form, given) ? Optional.empty() : Optional.of("signature");
    }

    /// The WebSocket URL for a path: under the URL for streams or, without one, under the host that
    /// this request from this machine was sent to.
    String streamUrl(HttpServerRequest request, String path) {
        return streamBase()
                .map(url -> base(url, true) + path)
                .orElseGet(() -> "ws://" + request.authority() + path);
    }

    /// The same for a plain request.
    String url(HttpServerRequest request, String path) {
        return settings.publicUrl()
                .map(url -> base(url, false) + path)
                .orElseGet(() -> "http://" + request.authority() + path);
    }

    /// The same outside of a request; empty without a public URL.
    Optional<URI> publicUrl(String path) {
        return settings.publicUrl().map(url -> URI.create(base(url, false) + path));
    }

    private Optional<URI> streamBase() {
        return settings.streamUrl().or(settings::publicUrl);
    }

    private static String base(URI publicUrl, boolean webSocket) {
        String url = publicUrl.toString();
        String trimmed = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        boolean http = trimmed.startsWith("http");
        return webSocket && http ? "ws" + trimmed.substring("http".length()) : trimmed;
    }
}
