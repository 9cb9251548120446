package io.centralita.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a browser is given before anything runs in it.
class WebPagesTest {
    /// All that is fetched before the first view is drawn, compressed.
    private static final int BUDGET = 150_000;

    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static HttpServer server;

    @BeforeAll
    static void listen() throws Exception {
        var router = Router.router(VERTX);
        new WebPages(Locale.of("es")).mount(router);
        server =
                VERTX.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, SECONDS);
    }

    @AfterAll
    static void close() throws Exception {
        HTTP.shutdownNow();
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-GB,en;q=0.9|en",
                "es-MX|es",
                "de-DE,en;q=0.4,es;q=0.8|es",
                "ca|es",
                ";;;|es",
                "''|es"
            })
    void the_page_speaks_what_the_browser_likes_best(String accepted, String language)
            throws Exception {
        var page = get("/", "Accept-Language", accepted.isEmpty() ? "*" : accepted);
        assertThat(page.headers().firstValue("Content-Language")).contains(language);
        assertThat(text(page)).contains("<html lang=\"" + language + "\">").doesNotContain("{{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/live",
                "/calls/CA1?at=12000",
                "/calls/",
                "/tenants/norte",
                "/stats",
                "/doctor"
            })
    void every_view_has_an_address(String path) throws Exception {
        var page = get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics",
                "/api/calls",
                "/unknown",
                "/assets/",
                "/assets/x/app/main.js",
                "/assets/%2e%2e/index.html",
                "/assets/..%2f..%2fconsole.properties",
                "/live/..%2f..%2fetc"
            })
    void what_is_no_page_is_not_served(String path) throws Exception {
        var answer = get(path);
        if (path.startsWith("/live")) {
            assertThat(text(answer)).startsWith("<!doctype html>"); // a call of that name, if any
        } else {
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void the_policy_allows_the_one_import_map_and_nothing_else_inline() throws Exception {
        var page = get("/");
        var policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        var scripts = Pattern.compile("<script[^>]*>([^<]+)</script>").matcher(text(page));
        assertThat(scripts.find()).isTrue();
        var hash =
                Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(scripts.group(1).getBytes(UTF_8)));
        assertThat(policy)
                .contains("script-src 'self' 'sha256-" + hash + "'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(scripts.find()).as("another inline script").isFalse();
        assertThat(text(page)).doesNotContain(" style=").doesNotContain(" onclick=");
    }

    @Test
    void assets_never_change_under_their_name() throws Exception {
        for (var asset : assets()) {
            var answer = get(asset, "Accept-Encoding", "br, gzip");
            assertThat(answer.statusCode()).as(asset).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("immutable");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
            var type = answer.headers().firstValue("Content-Type").orElseThrow();
            assertThat(type)
                    .startsWith(
                            asset.endsWith(".js")
                                    ? "text/javascript"
                                    : asset.endsWith(".css") ? "text/css" : "image/svg+xml");
            var plain = get(asset);
            assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(unzipped(answer.body())).isEqualTo(plain.body());
        }
    }

    @Test
    void who_has_the_page_already_is_told_so() throws Exception {
        var tag = get("/").headers().firstValue("ETag").orElseThrow();
        var again = get("/", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get("/", "Accept-Language", "en", "If-None-Match", tag).statusCode())
                .as("another language is another page")
                .isEqualTo(200);
    }

    @Test
    void heads_have_the_length_and_no_body() throws Exception {
        var request = request("/").method("HEAD", BodyPublishers.noBody()).build();
        var head = HTTP.send(request, BodyHandlers.ofByteArray());
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length"))
                .contains(String.valueOf(get("/").body().length));
    }

    @Test
    void the_first_load_keeps_to_its_budget() throws Exception {
        int sum = get("/", "Accept-Encoding", "gzip").body().length;
        for (var asset : assets()) {
            sum += get(asset, "Accept-Encoding", "gzip").body().length;
        }
        // What the first view adds to what the page names.
        for (var module : Set.of("app/pages/home.js", "app/pages/ways.js", "app/pages/calls.js")) {
            var asset = assets().iterator().next().replaceAll("(/assets/[^/]+/).*", "$1" + module);
            sum += get(asset, "Accept-Encoding", "gzip").body().length;
        }
        assertThat(sum).isBetween(10_000, BUDGET);
    }

    private static Set<String> assets() throws Exception {
        var found = new LinkedHashSet<String>();
        var named = ASSET.matcher(text(get("/")));
        while (named.find()) {
            found.add(named.group(1));
        }
        assertThat(found).hasSizeGreaterThan(20);
        return found;
    }

    private static byte[] unzipped(byte[] body) throws Exception {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }
}
