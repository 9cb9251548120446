package io.centralita.channel.realtime;

import io.centralita.call.scope.Time;
import io.centralita.channel.DirectRequests;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides who may open a session: whoever shows one of our keys, or an ephemeral one. Where no
/// keys are set, this machine alone, directly, and no web page of another site that a browser on it
/// shows (decision 0009).
final class RealtimeGuard {
    /// A session's subprotocol, and the prefix with which a browser, which cannot set headers, puts
    /// an ephemeral key beside it (guide "Realtime API with WebSocket").
    static final String SUBPROTOCOL = "realtime";

    private static final String KEY_SUBPROTOCOL = "openai-insecure-api-key.";
    private static final String EPHEMERAL = "ek_";
    private static final String BEARER = "Bearer ";

    sealed interface Decision {
        /// @param bound to the ephemeral key that was shown
        record Granted(Optional<ClientSecrets.Bound> bound) implements Decision {}

        /// @param code as in the body of the answer, null where no key was shown
        record Refused(@Nullable String code, String reason) implements Decision {}
    }

    private final List<byte[]> keys;
    private final ClientSecrets secrets;
    private final Time time;

    RealtimeGuard(List<String> keys, ClientSecrets secrets, Time time) {
        this.keys = keys.stream().map(Digests::bytes).toList();
        this.secrets = secrets;
        this.time = time;
    }

    /// For a session.
    Decision mayConnect(HttpServerRequest request) {
        var shown = shown(request);
        if (shown.isPresent() && shown.get().startsWith(EPHEMERAL)) {
            return secrets.find(shown.get(), time.nanoTime())
                    .<Decision>map(bound -> new Decision.Granted(Optional.of(bound)))
                    .orElseGet(() -> new Decision.Refused("invalid_api_key", "ephemeral-key"));
        }
        return mayManage(request);
    }

    /// For making ephemeral keys, which they themselves do not entitle to.
    Decision mayManage(HttpServerRequest request) {
        if (keys.isEmpty()) {
            return DirectRequests.isFromHere(request) && !isOfAnotherSite(request)
                    ? new Decision.Granted(Optional.empty())
                    : new Decision.Refused(null, "not-local");
        }
        var shown = bearer(request);
        if (shown.isEmpty()) {
            return new Decision.Refused(null, "no-key");
        }
        return isOurs(shown.get())
                ? new Decision.Granted(Optional.empty())
                : new Decision.Refused("invalid_api_key", "wrong-key");
    }

    /// Looks at every key whatever the first ones are.
    private boolean isOurs(String shown) {
        var digest = Digests.bytes(shown);
        var ours = false;
        for (var key : keys) {
            ours |= MessageDigest.isEqual(key, digest);
        }
        return ours;
    }

    private static Optional<String> shown(HttpServerRequest request) {
        var protocols = request.getHeader("Sec-WebSocket-Protocol");
        var inProtocols =
                protocols == null
                        ? Optional.<String>empty()
                        : Arrays.stream(protocols.split(",", 20))
                                .map(String::strip)
                                .filter(each -> each.startsWith(KEY_SUBPROTOCOL + EPHEMERAL))
                                .map(each -> each.substring(KEY_SUBPROTOCOL.length()))
                                .findFirst();
        return bearer(request).or(() -> inProtocols);
    }

    private static Optional<String> bearer(HttpServerRequest request) {
        var header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static boolean isOfAnotherSite(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            var host = new URI(origin).getHost();
            return host == null || !DirectRequests.isLoopback(host.replaceAll("[\\[\\]]", ""));
        } catch (URISyntaxException _) {
            return true;
        }
    }
}
