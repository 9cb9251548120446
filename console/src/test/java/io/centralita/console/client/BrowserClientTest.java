package io.centralita.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowserClientTest {
    /// What a page may cost its visitors.
    private static final int BUDGET = 40_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final BrowserClient client = new BrowserClient();
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        var router = Router.router(vertx);
        client.mount(router);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_page_of_any_site_may_load_it() throws Exception {
        var module = get(BrowserClient.PATH);

        assertThat(module.statusCode()).isEqualTo(200);
        assertThat(header(module, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(module, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(header(module, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(module, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void the_module_is_asked_for_anew_and_its_parts_are_kept() throws Exception {
        var module = get(BrowserClient.PATH);
        assertThat(header(module, "Cache-Control")).isEqualTo("no-cache");
        assertThat(get(BrowserClient.PATH, "If-None-Match", header(module, "ETag")).statusCode())
                .isEqualTo(304);

        var parts =
                Pattern.compile("import '\\.(/[^']+)'").matcher(module.body()).results().toList();
        assertThat(parts).hasSize(client.modules().files().size() - client.modules().lazy().size());
        for (var name : client.modules().files().keySet()) {
            var file = get(client.path(name));
            assertThat(file.statusCode()).as(name).isEqualTo(200);
            assertThat(header(file, "Cache-Control")).contains("immutable");
        }
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        assertThat(get("/voice/0000000000000000/call.js").statusCode()).isEqualTo(404);
        assertThat(get("/voice/../../console.properties").statusCode()).isEqualTo(404);
    }

    @Test
    void what_few_calls_need_is_fetched_when_they_need_it() {
        assertThat(client.modules().lazy())
                .containsExactlyInAnyOrder("aside.js", "view-details.js");
    }

    @Test
    void it_is_light() {
        assertThat(client.weight()).isLessThan(BUDGET);
    }

    @Test
    void comments_and_indentation_stay_in_the_repository() {
        assertThat(
                        Modules.slim(
                                """
                                /**
                                 * What it does, with a * in it.
                                 */
                                  export const a = (/** @type {number} */ b) => {
                                    // why
                                    return b / 2; // half
                                  };

                                """))
                .isEqualTo("export const a = ( b) => {return b / 2; // half\n};");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request =
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
