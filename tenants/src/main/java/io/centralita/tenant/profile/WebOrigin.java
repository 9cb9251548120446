package io.centralita.tenant.profile;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where a page comes from, as browsers write it in `Origin` (RFC 6454 §6.2): scheme, host, and the
/// port where it is not the scheme's own.
///
/// @param text `https://www.example.com`
public record WebOrigin(String text) {
    /// Where browsers let pages use a microphone without TLS.
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /// Reads what a person or a browser has written: `HTTPS://Www.Example.com:443/` is
    /// `https://www.example.com`. Empty for anything else than an origin; for `http`, but on this
    /// machine, since browsers give no microphone there.
    public static Optional<WebOrigin> parse(String text) {
        try {
            return of(new URI(ascii(text.strip())));
        } catch (URISyntaxException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The origin that an address belongs to.
    public static Optional<WebOrigin> of(URI address) {
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        var host = address.getHost();
        boolean bare =
                address.getUserInfo() == null
                        && address.getQuery() == null
                        && address.getFragment() == null
                        && Set.of("", "/").contains(String.valueOf(address.getPath()));
        if (!bare || host == null || !isFit(scheme, host.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        int own = scheme.equals("https") ? 443 : 80;
        int port = address.getPort();
        var suffix = port < 0 || port == own ? "" : ":" + port;
        return Optional.of(new WebOrigin(scheme + "://" + host.toLowerCase(Locale.ROOT) + suffix));
    }

    private static boolean isFit(String scheme, String host) {
        return scheme.equals("https")
                || (scheme.equals("http")
                        && (THIS_MACHINE.contains(host) || host.endsWith(".localhost")));
    }

    /// With a host that has letters of its own as browsers send it: `https://xn--caf-dma.example`.
    private static String ascii(String text) {
        int host = text.indexOf("://");
        if (host < 0 || isAscii(text)) {
            return text;
        }
        int end = text.indexOf('/', host + 3);
        var authority = text.substring(host + 3, end < 0 ? text.length() : end);
        int port = authority.lastIndexOf(':');
        var name = port < 0 ? authority : authority.substring(0, port);
        var rest = port < 0 ? "" : authority.substring(port);
        var path = end < 0 ? "" : text.substring(end);
        return text.substring(0, host + 3) + IDN.toASCII(name) + rest + path;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(one -> one < 128);
    }

    @Override
    public String toString() {
        return text;
    }
}
