package io.centralita.console.access;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/// What browsers are told about our answers.
public final class PageSecurity {
    private static final String PERMISSIONS =
            "microphone=(self), autoplay=(self), camera=(), geolocation=(), display-capture=(),"
                    + " payment=(), usb=(), serial=(), hid=(), midi=()";

    private PageSecurity() {}

    /// For a page: nothing but our own scripts, styles and connections; in nobody's frame; with the
    /// microphone.
    ///
    /// @param inlineScripts what is between the tags of scripts inside the page, to the letter: an
    ///   import map
    public static Handler<RoutingContext> page(String... inlineScripts) {
        var policy = policy(inlineScripts);
        return request -> {
            request.response()
                    .putHeader("Content-Security-Policy", policy)
                    .putHeader("Permissions-Policy", PERMISSIONS)
                    .putHeader("Cross-Origin-Opener-Policy", "same-origin");
            common(request);
            // Without a referrer browsers name no origin with forms, and over plain HTTP nothing
            // else says that they are ours.
            request.response().putHeader("Referrer-Policy", "same-origin");
            request.next();
        };
    }

    /// For what is no page: a browser that is led here shows it as it is and runs nothing.
    public static void data(RoutingContext request) {
        request.response()
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        common(request);
    }

    private static void common(RoutingContext request) {
        request.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("X-Frame-Options", "DENY");
    }

    /// `Content-Security-Policy` of a page (CSP Level 3).
    public static String policy(String... inlineScripts) {
        var hashes =
                Arrays.stream(inlineScripts).map(PageSecurity::hash).collect(Collectors.joining());
        return "default-src 'self'; script-src 'self'"
                + hashes
                + "; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:;"
                + " worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none';"
                + " form-action 'self'; frame-ancestors 'none'";
    }

    private static String hash(String script) {
        return " 'sha256-" + Base64.getEncoder().encodeToString(Digests.sha256(script)) + "'";
    }
}
