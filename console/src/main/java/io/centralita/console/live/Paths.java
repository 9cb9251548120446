package io.centralita.console.live;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Parts of paths.
final class Paths {
    private Paths() {}

    /// One segment (RFC 3986 §3.3).
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
