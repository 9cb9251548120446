package io.centralita.console.access;

import io.centralita.tenant.profile.WebOrigin;
import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Where requests come from, as far as it can be known.
public final class Peers {
    /// Set by whatever stands between the caller and us: then the loopback address is the proxy's.
    private static final List<String> PROXY_HEADERS =
            List.of("X-Forwarded-For", "Forwarded", "X-Real-IP");

    /// Of one subscriber, whose addresses are as many as they like.
    private static final int IPV6_PREFIX_BYTES = 8;

    private final Predicate<InetAddress> trusted;
    private final Optional<WebOrigin> publicOrigin;

    /// @param trusted proxies whose word is believed
    public Peers(Predicate<InetAddress> trusted, Optional<URI> publicUrl) {
        this.trusted = trusted;
        publicOrigin =
                publicUrl.flatMap(
                        url -> WebOrigin.parse(url.getScheme() + "://" + url.getRawAuthority()));
    }

    /// Whether nobody stands between us and somebody at this machine. A page of another site, shown
    /// by a browser on this machine, may have its own name resolve to the loopback address; so the
    /// name asked for must be this machine's too.
    public static boolean isThisMachine(HttpServerRequest request) {
        return literal(request.remoteAddress().hostAddress())
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent()
                && PROXY_HEADERS.stream().noneMatch(header -> request.headers().contains(header))
                && request.authority() != null
                && isLoopbackName(request.authority().host());
    }

    private static boolean isLoopbackName(String host) {
        return host.toLowerCase(Locale.ROOT).equals("localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /// By whom wrong passwords and the like are counted: the address of whoever asked the outermost
    /// trusted proxy (`X-Forwarded-For`, read from its end), otherwise of the peer itself. Of an
    /// IPv6 address the network of the subscriber, /64.
    public String address(HttpServerRequest request) {
        var peer = String.valueOf(request.remoteAddress().hostAddress());
        var known = literal(peer);
        if (known.isEmpty() || !trusted.test(known.get())) {
            return known.map(Peers::subscriber).orElse(peer);
        }
        var last = known.get();
        for (var hop : hops(request).reversed()) {
            var address = literal(hop);
            if (address.isEmpty()) {
                break; // what is no address was written by nobody we trust
            }
            last = address.get();
            if (!trusted.test(last)) {
                break;
            }
        }
        return subscriber(last);
    }

    private static List<String> hops(HttpServerRequest request) {
        var hops = new ArrayList<String>();
        for (var header : request.headers().getAll("X-Forwarded-For")) {
            Arrays.stream(header.split(",", -1)).map(String::strip).forEach(hops::add);
        }
        if (hops.isEmpty()) {
            Optional.ofNullable(request.getHeader("X-Real-IP"))
                    .map(String::strip)
                    .ifPresent(hops::add);
        }
        return hops;
    }

    private static String subscriber(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        var bytes = address.getAddress();
        Arrays.fill(bytes, IPV6_PREFIX_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }

    /// Whether the browser's way to us is encrypted: up to us, up to a trusted proxy that says so,
    /// or up to wherever PUBLIC_URL is.
    public boolean isSecure(HttpServerRequest request) {
        if (request.isSSL()) {
            return true;
        }
        var peer = literal(request.remoteAddress().hostAddress());
        var said = request.getHeader("X-Forwarded-Proto");
        if (said != null && peer.filter(trusted).isPresent()) {
            var hops = said.split(",", -1);
            return hops[0].strip().equalsIgnoreCase("https");
        }
        return publicOrigin.filter(origin -> origin.text().startsWith("https:")).isPresent()
                && !isThisMachine(request)
                && publicOrigin.equals(asked("https", request));
    }

    /// Whether this, as browsers write it in `Origin`, is our own: that of PUBLIC_URL, or of the
    /// host that was asked for, whatever its scheme.
    public boolean isOurs(String origin, HttpServerRequest request) {
        int host = origin.indexOf("://");
        if (host < 0 || request.authority() == null) {
            return false;
        }
        if (publicOrigin.isPresent() && publicOrigin.equals(WebOrigin.parse(origin))) {
            return true;
        }
        var scheme = origin.substring(0, host).toLowerCase(Locale.ROOT);
        return hostAndPort(origin.substring(host + 3), scheme)
                .equals(hostAndPort(request.authority().toString(), scheme));
    }

    private static Optional<WebOrigin> asked(String scheme, HttpServerRequest request) {
        return request.authority() == null
                ? Optional.empty()
                : WebOrigin.parse(scheme + "://" + request.authority());
    }

    private static String hostAndPort(String authority, String scheme) {
        var text = authority.toLowerCase(Locale.ROOT);
        var own = scheme.equals("https") ? ":443" : ":80";
        return text.endsWith(own) ? text.substring(0, text.length() - own.length()) : text;
    }

    private static Optional<InetAddress> literal(@Nullable String address) {
        if (address == null) {
            return Optional.empty();
        }
        try {
            var bare = address.startsWith("[") ? address.replaceAll("[\\[\\]]", "") : address;
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // a name, not an address
        }
    }
}
