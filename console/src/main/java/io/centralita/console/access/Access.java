package io.centralita.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides who may see what is not public: whoever sits at this machine, and whoever knows the
/// password.
final class Access {
    sealed interface Decision {
        record Granted() implements Decision {}

        /// No password is set, so there is no way in from afar.
        record Forbidden() implements Decision {}

        record PasswordNeeded() implements Decision {}

        record TooManyWrong(Duration rest) implements Decision {}
    }

    private static final Logger log = LoggerFactory.getLogger(Access.class);

    private static final String USER = "admin";

    /// Set by whatever stands between the caller and us: then the loopback address is the proxy's.
    private static final List<String> PROXY_HEADERS =
            List.of("X-Forwarded-For", "Forwarded", "X-Real-IP");

    private final Optional<byte[]> expected;
    private final WrongPasswords wrong;

    Access(Optional<String> password, InstantSource clock) {
        expected = password.map(word -> digest(USER + ":" + word));
        wrong = new WrongPasswords(clock);
    }

    /// Counts a wrong password, so ask once per request.
    Decision of(HttpServerRequest request) {
        if (isFromThisMachine(request)) {
            return new Decision.Granted();
        }
        if (expected.isEmpty()) {
            return new Decision.Forbidden();
        }
        var header = request.getHeader("Authorization");
        if (header == null) {
            return new Decision.PasswordNeeded();
        }
        var address = request.remoteAddress().hostAddress();
        var wait = wrong.wait(address);
        if (wait.isPositive()) {
            return new Decision.TooManyWrong(wait);
        }
        // Digests have one length, so the comparison tells nothing of the password's.
        if (MessageDigest.isEqual(digest(credentials(header)), expected.get())) {
            return new Decision.Granted();
        }
        wrong.failed(address);
        log.atWarn().addKeyValue("address", address).log("wrong console password");
        return new Decision.PasswordNeeded();
    }

    /// A page of another site, shown by a browser on this machine, may have its own name resolve to
    /// the loopback address; so the name asked for must be this machine's too.
    private static boolean isFromThisMachine(HttpServerRequest request) {
        return isLoopback(request.remoteAddress().hostAddress())
                && PROXY_HEADERS.stream().noneMatch(header -> request.headers().contains(header))
                && request.authority() != null
                && (request.authority().host().toLowerCase(Locale.ROOT).equals("localhost")
                        || isLoopback(request.authority().host()));
    }

    private static boolean isLoopback(@Nullable String address) {
        if (address == null) {
            return false;
        }
        try {
            var bare = address.startsWith("[") ? address.replaceAll("[\\[\\]]", "") : address;
            return InetAddress.ofLiteral(bare).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false; // a name, not an address
        }
    }

    private static String credentials(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return "";
        }
        try {
            return new String(Base64.getDecoder().decode(header.substring(6).strip()), UTF_8);
        } catch (IllegalArgumentException _) {
            return ""; // not Base64: no credentials at all
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
