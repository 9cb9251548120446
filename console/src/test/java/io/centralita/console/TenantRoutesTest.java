package io.centralita.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseSettings;
import io.centralita.tenant.form.TenantDocument;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.store.TenantDirectory;
import io.centralita.tenant.store.TenantStore;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TenantRoutesTest {
    private static final String NORTE =
            "{\"id\":\"norte\",\"company\":{\"name\":\"Norte\"},\"numbers\":[\"+34910000000\"]}";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir Path directory;
    private volatile boolean broken;
    private Database database;
    private TenantDirectory tenants;
    private Console console;
    private int port;

    @BeforeEach
    void serve() throws Exception {
        database = Database.open(DatabaseSettings.parse("sqlite:" + directory.resolve("test.db")));
        var store =
                new TenantStore(
                        () -> {
                            if (broken) {
                                throw new IllegalStateException("no database");
                            }
                            return database.jdbi();
                        },
                        InstantSource.system());
        tenants = TenantDirectory.open(store, Duration.ofDays(1));
        console =
                new Console(
                        new ConsoleSettings(Optional.of("sesame"), Locale.ENGLISH),
                        new NoRecords(),
                        List.of(),
                        new MetricsPage(() -> "", "text/plain"),
                        InstantSource.system());
        var router = Router.router(vertx);
        console.mount(router);
        new TenantRoutes(console, tenants, Locale.ENGLISH).mount(router);
        port =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, SECONDS)
                        .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        tenants.close();
        database.close();
        console.close();
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    @Test
    void who_asks_for_yaml_gets_what_can_be_written_back() throws Exception {
        put(NORTE, "If-None-Match", "*");
        var read = get("/api/tenants/norte", "Accept", "application/yaml");
        assertThat(read.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/yaml");
        assertThat(read.body()).contains("id: norte").doesNotContain("{");
        var back =
                put(
                        read.body().replace("Norte", "Sur"),
                        "If-Match",
                        tag(read),
                        "Content-Type",
                        "application/yaml");
        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(get("/api/tenants/norte/versions/1", "Accept", "application/yaml").body())
                .isEqualTo(read.body());
    }

    @Test
    void a_tenant_is_made_read_changed_and_deleted_by_its_versions() throws Exception {
        var made = put(NORTE, "If-None-Match", "*");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(tag(made)).isEqualTo("\"1\"");

        var read = get("/api/tenants/norte");
        assertThat(json(read)).isEqualTo(json(made));
        assertThat(get("/api/tenants/norte", "If-None-Match", tag(read)).statusCode())
                .isEqualTo(304);

        var changed = put(NORTE.replace("\"Norte\"", "\"Sur\""), "If-Match", tag(read));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(tag(changed)).isEqualTo("\"2\"");
        assertThat(json(get("/api/tenants")).at("/tenants/0/company").asText()).isEqualTo("Sur");
        assertThat(json(get("/api/tenants/norte/versions")).path("versions")).hasSize(2);
        assertThat(json(get("/api/tenants/norte/versions/1")).at("/company/name").asText())
                .isEqualTo("Norte");
        assertThat(get("/api/tenants/norte/versions/9").statusCode()).isEqualTo(404);

        assertThat(send("DELETE", "", "If-Match", "\"2\"").statusCode()).isEqualTo(204);
        assertThat(get("/api/tenants/norte").statusCode()).isEqualTo(404);
        assertThat(json(get("/api/tenants/norte/versions")).at("/versions/0/deleted").asBoolean())
                .isTrue();
    }

    @Test
    void what_is_written_serves_the_next_call_at_once() throws Exception {
        put(NORTE, "If-None-Match", "*");

        assertThat(tenants.now().answering("+34910000000").map(Tenant::id)).contains("norte");
    }

    @Test
    void a_change_of_an_old_version_is_refused_with_the_present_one() throws Exception {
        put(NORTE, "If-None-Match", "*");
        put(NORTE.replace("\"Norte\"", "\"Sur\""), "If-Match", "\"1\"");

        for (var header : List.of("If-Match", "If-None-Match")) {
            var refused = put(NORTE, header, header.equals("If-Match") ? "\"1\"" : "*");
            assertThat(refused.statusCode()).isEqualTo(412);
            assertThat(tag(refused)).isEqualTo("\"2\"");
        }
        assertThat(send("DELETE", "", "If-Match", "\"1\"").statusCode()).isEqualTo(412);
        assertThat(put(NORTE, "If-Match", "W/\"2\"").statusCode()).isEqualTo(428);
        assertThat(put(NORTE, "X-Nothing", "x").statusCode()).isEqualTo(428);
        assertThat(send("DELETE", "", "X-Nothing", "x").statusCode()).isEqualTo(428);
        assertThat(json(get("/api/tenants/norte")).at("/company/name").asText()).isEqualTo("Sur");
    }

    @Test
    void everything_wrong_is_told_at_once_with_its_path() throws Exception {
        var answer =
                put(
                        "{\"id\":\"norte\",\"langage\":\"es\",\"numbers\":[\"123\"],"
                                + "\"secrets\":{\"a\":\"sk-real\"}}",
                        "If-None-Match",
                        "*");

        assertThat(answer.statusCode()).isEqualTo(422);
        var problems = json(answer).path("problems");
        assertThat(problems.findValuesAsText("path"))
                .containsExactlyInAnyOrder("langage", "numbers[0]", "secrets.a");
        assertThat(problems.toString()).contains("«language» was probably meant");
        assertThat(answer.body()).doesNotContain("sk-real");
        assertThat(get("/api/tenants/norte").statusCode()).isEqualTo(404);
    }

    @Test
    void an_id_that_differs_and_a_number_of_another_tenant_are_refused() throws Exception {
        put(NORTE, "If-None-Match", "*");

        assertThat(put(NORTE.replace("norte", "sur"), "If-Match", "\"1\"").statusCode())
                .isEqualTo(422);
        var taken =
                sendTo(
                        "PUT",
                        "/api/tenants/sur",
                        NORTE.replace("norte", "sur"),
                        "If-None-Match",
                        "*");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(json(taken).at("/problems/0/path").asText()).isEqualTo("numbers[0]");
    }

    @Test
    void yaml_is_taken_too_and_what_is_neither_is_refused() throws Exception {
        var yaml =
                sendTo(
                        "PUT",
                        "/api/tenants/este",
                        "id: este\nvoice: marin\n",
                        "If-None-Match",
                        "*",
                        "Content-Type",
                        "application/yaml");
        assertThat(yaml.statusCode()).isEqualTo(201);
        assertThat(json(yaml).path("voice").asText()).isEqualTo("marin");

        assertThat(put("{", "If-None-Match", "*").statusCode()).isEqualTo(422);
        assertThat(put("", "If-None-Match", "*").statusCode()).isEqualTo(422);
        assertThat(put("x".repeat(TenantDocument.LARGEST + 1), "If-None-Match", "*").statusCode())
                .isEqualTo(413);
    }

    @Test
    void nobody_from_afar_reads_or_changes_tenants_without_the_password() throws Exception {
        put(NORTE, "If-None-Match", "*");
        for (var path :
                List.of(
                        "/api/tenants",
                        "/api/tenants/norte",
                        "/api/tenants/norte/versions",
                        "/api/tenants/norte/versions/1")) {
            var answer = get(path, "X-Forwarded-For", "203.0.113.9");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("Norte");
        }
        assertThat(put(NORTE, "If-Match", "\"1\"", "X-Forwarded-For", "203.0.113.9").statusCode())
                .isEqualTo(401);
        assertThat(
                        send("DELETE", "", "If-Match", "\"1\"", "X-Forwarded-For", "203.0.113.9")
                                .statusCode())
                .isEqualTo(401);
        assertThat(get("/api/tenants/norte").statusCode()).isEqualTo(200);
    }

    @Test
    void a_database_that_is_gone_is_a_json_503_and_calls_go_on() throws Exception {
        put(NORTE, "If-None-Match", "*");
        broken = true;

        assertThat(get("/api/tenants").statusCode()).isEqualTo(503);
        assertThat(put(NORTE, "If-Match", "\"1\"").statusCode()).isEqualTo(503);
        assertThat(tenants.now().answering("+34910000000")).isPresent();
    }

    private HttpResponse<String> put(String body, String... headers) throws Exception {
        return send("PUT", body, headers);
    }

    private HttpResponse<String> send(String method, String body, String... headers)
            throws Exception {
        return sendTo(method, "/api/tenants/norte", body, headers);
    }

    private HttpResponse<String> sendTo(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, BodyPublishers.ofString(body))
                        .headers(headers)
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new JsonMapper().readTree(answer.body());
    }

    private static final class NoRecords implements CallRecords {
        @Override
        public void save(CallReport report) {}

        @Override
        public Optional<CallReport> find(String id) {
            return Optional.empty();
        }

        @Override
        public List<CallReport> latest(int limit) {
            return List.of();
        }
    }
}
