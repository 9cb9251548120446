package io.centralita.channel.caller;

import io.centralita.channel.twilio.TwilioSignature;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What may stand in a stream's `url`.
final class StreamTarget {
    private static final long HANDSHAKE_TIMEOUT_MS = 10_000;

    private StreamTarget() {}

    /// What Twilio would say against the URL. Unencrypted ones are fine on this machine alone.
    static Optional<Problem> fault(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of(new Problem(Problem.STREAM_URL, "malformed stream URL " + url));
        }
        if (uri.getHost() == null) {
            return Optional.of(new Problem(Problem.STREAM_URL, "no host in stream URL " + url));
        }
        if (!"wss".equals(uri.getScheme())
                && !("ws".equals(uri.getScheme()) && isHere(uri.getHost()))) {
            return Optional.of(
                    new Problem(Problem.STREAM_SCHEME, "stream URL must be wss: " + url));
        }
        if (uri.getRawQuery() != null) {
            return Optional.of(
                    new Problem(Problem.STREAM_HANDSHAKE, "stream URL has a query: " + url));
        }
        return Optional.empty();
    }

    static WebSocketConnectOptions options(String url, Optional<String> authToken) {
        var options = new WebSocketConnectOptions();
        options.setAbsoluteURI(url).setTimeout(HANDSHAKE_TIMEOUT_MS);
        authToken.ifPresent(
                token ->
                        options.addHeader(
                                TwilioSignature.HEADER.toLowerCase(Locale.ROOT),
                                TwilioSignature.of(token, url, List.of())));
        return options;
    }

    private static boolean isHere(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false; // A name.
        }
    }
}
