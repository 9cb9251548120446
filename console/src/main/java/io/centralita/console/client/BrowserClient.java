package io.centralita.console.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/// Serves `/voice/centralita-call.js`, the module that pages of any site import: public, without
/// cookies, readable by every origin. What it imports lies below a name made of the contents, so
/// that it may be kept for ever; the module itself is asked for anew, and names everything at once,
/// so that a browser fetches it side by side.
public final class BrowserClient {
    /// Path of the module.
    public static final String PATH = "/voice/" + Modules.ENTRY;

    private final Modules modules;
    private final Asset entry;

    public BrowserClient() {
        modules = Modules.load();
        entry = Asset.of(modules.entry());
    }

    /// Adds the routes; nothing has to guard them.
    public void mount(Router router) {
        router.get(PATH).handler(request -> send(request, entry, "no-cache"));
        router.get("/voice/" + modules.version() + "/:file").handler(this::module);
    }

    private void module(RoutingContext request) {
        var asset = modules.files().get(request.pathParam("file"));
        if (asset == null) {
            request.next();
        } else {
            send(request, asset, "public, max-age=31536000, immutable");
        }
    }

    /// Bytes that a browser fetches when it has none of the modules, compressed.
    public int weight() {
        return entry.gzipped().length()
                + modules.files().values().stream()
                        .map(Asset::gzipped)
                        .mapToInt(Buffer::length)
                        .sum();
    }

    Map<String, Asset> files() {
        return modules.files();
    }

    private static void send(RoutingContext request, Asset asset, String caching) {
        var response = request.response();
        response.putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", caching)
                .putHeader("Vary", "Accept-Encoding")
                .putHeader("ETag", asset.tag());
        if (asset.tag().equals(request.request().getHeader("If-None-Match"))) {
            var _ = response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", "text/javascript; charset=utf-8");
        var encodings = request.request().getHeader("Accept-Encoding");
        if (encodings != null && encodings.contains("gzip")) {
            response.putHeader("Content-Encoding", "gzip");
            var _ = response.end(asset.gzipped());
        } else {
            var _ = response.end(Buffer.buffer(asset.text().getBytes(UTF_8)));
        }
    }
}
