package io.centralita.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.app.settings.Settings.Secret;
import io.centralita.channel.DirectRequests;
import io.centralita.channel.realtime.Rights;
import io.centralita.channel.webrtc.VoiceGuard;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/// Lets those call from a page who may see the console: this machine, by none but its own pages,
/// and whoever knows the password.
record HouseVoiceGuard(Optional<Secret> password) implements VoiceGuard {
    private static final String HOLDER = "console";
    private static final String USER = "admin:";

    @Override
    public void begin(RoutingContext request, Optional<String> tenant, Consumer<Verdict> then) {
        then.accept(verdict(request.request()));
    }

    @Override
    public void again(RoutingContext request, String holder, Consumer<Verdict> then) {
        then.accept(verdict(request.request()));
    }

    private Verdict verdict(HttpServerRequest request) {
        boolean here = DirectRequests.isFromHere(request) && !isOfAnotherSite(request);
        if (here || knowsPassword(request)) {
            return new Verdict.Admitted(
                    HOLDER, Optional.empty(), Optional.empty(), Optional.empty(), Rights.CONSOLE);
        }
        return password.isPresent()
                ? new Verdict.Refused(401, "unauthorized", "", "", Optional.empty())
                : new Verdict.Refused(403, "forbidden", "", "", Optional.empty());
    }

    private boolean knowsPassword(HttpServerRequest request) {
        var header = request.getHeader("Authorization");
        if (password.isEmpty() || header == null || !header.startsWith("Basic ")) {
            return false;
        }
        try {
            return MessageDigest.isEqual(
                    Base64.getDecoder().decode(header.substring(6).strip()),
                    (USER + password.get().value()).getBytes(UTF_8));
        } catch (IllegalArgumentException _) {
            return false;
        }
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
