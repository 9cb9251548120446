package io.centralita.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.console.access.PageSecurity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;

/// The console at `/`: its page under the path of each of its views, and under `/assets/{version}/`
/// what the page is made of. Nothing here is secret: who may see calls is decided where they are
/// asked for.
///
/// The version is that of all files together, so that what is below it never changes and modules
/// find each other by relative paths.
public final class WebPages {
    /// Views of the page; each may be followed by what it shows, `/calls/CA1`.
    private static final String VIEWS =
            "/(?:(?:live|calls|try|network|tenants|numbers|callers|prompts|tools|settings|doctor"
                    + "|stats)(?:/[^/]+)*/?)?";

    private static final String FOREVER = "public, max-age=31536000, immutable";

    private final Site site;
    private final Locale standard;

    /// Reads and compresses everything; blocks for that long.
    ///
    /// @param standard language of browsers that ask for none of ours
    public WebPages(Locale standard) {
        this.standard = standard;
        site = Site.read(WebPages.class.getClassLoader());
    }

    /// Adds the routes to a router of the application's.
    public void mount(Router router) {
        router.routeWithRegex(VIEWS)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(PageSecurity.page(site.importMap()))
                .handler(this::page);
        router.route("/assets/*")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::asset);
    }

    private void page(RoutingContext request) {
        var language = Languages.of(request.request().getHeader("Accept-Language"), standard);
        request.response()
                .putHeader("Vary", "Accept-Language, Accept-Encoding")
                .putHeader("Content-Language", language.getLanguage());
        send(request, site.page(language), "no-cache");
    }

    private void asset(RoutingContext request) {
        var path = request.request().path();
        request.response().putHeader("Vary", "Accept-Encoding");
        site.asset(path)
                .ifPresentOrElse(
                        file -> send(request, file, FOREVER),
                        () -> {
                            var _ =
                                    request.response()
                                            .setStatusCode(404)
                                            .putHeader("Content-Type", "text/plain; charset=utf-8")
                                            .putHeader("Cache-Control", "no-store")
                                            .end(Buffer.buffer("404\n", UTF_8.name()));
                        });
    }

    private static void send(RoutingContext request, Site.Served file, String caching) {
        var response =
                request.response()
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .putHeader("Cache-Control", caching)
                        .putHeader("ETag", file.tag());
        if (file.tag().equals(request.request().getHeader("If-None-Match"))) {
            var _ = response.setStatusCode(304).end();
            return;
        }
        boolean small =
                Optional.ofNullable(request.request().getHeader("Accept-Encoding"))
                        .filter(accepted -> accepted.toLowerCase(Locale.ROOT).contains("gzip"))
                        .isPresent();
        var body = small ? file.gzip() : file.plain();
        if (small) {
            response.putHeader("Content-Encoding", "gzip");
        }
        response.putHeader("Content-Type", file.type())
                .putHeader("Content-Length", Integer.toString(body.length()));
        var _ =
                HttpMethod.HEAD.equals(request.request().method())
                        ? response.end()
                        : response.end(body);
    }
}
