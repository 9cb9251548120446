package io.centralita.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.console.access.WrongPasswords;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConsoleTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String PASSWORD = "una contraseña: con dos puntos";
    private static final String[] FROM_AFAR = {"X-Forwarded-For", "203.0.113.9"};

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<ReadinessCheck> checks = new ArrayList<>();
    private final Records records = new Records();
    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile Instant now = NOON;
    private int port;

    @AfterEach
    void close() throws Exception {
        for (var part : open) {
            part.close();
        }
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    @Test
    void a_caller_on_this_machine_reads_calls_without_a_password() throws Exception {
        serve(Optional.empty());
        records.reports = List.of(report("CA2"), report("CA1"));
        var answer = get("/api/calls");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("calls").findValuesAsText("id")).containsExactly("CA2", "CA1");
        assertThat(json(answer).at("/calls/0/startedAt").asText()).isEqualTo(NOON.toString());
        assertThat(records.asked).containsExactly(50);
    }

    @Test
    void one_call_is_its_report_and_an_unknown_one_a_json_404() throws Exception {
        serve(Optional.empty());
        records.reports = List.of(report("CA1"));
        assertThat(json(get("/api/calls/CA1")).path("from").asText()).isEqualTo("+34600111222");
        var unknown = get("/api/calls/CA9");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).path("error").asText()).isEqualTo("unknown-call");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "501", "ten", "", "99999999999", "5.0"})
    void a_limit_out_of_range_is_refused_in_words(String limit) throws Exception {
        serve(Optional.empty());
        var answer = get("/api/calls?limit=" + limit);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").asText()).contains("500");
    }

    @Test
    void who_asks_a_console_that_is_closing_is_told_to_ask_again() throws Exception {
        serve(Optional.empty());
        open.getFirst().close();
        for (var path : List.of("/api/calls", "/api/calls/CA1", "/metrics", "/health/ready")) {
            var answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(json(answer).path("error").asText()).isEqualTo("busy");
        }
    }

    @Test
    void a_limit_in_range_reaches_the_records() throws Exception {
        serve(Optional.empty());
        assertThat(get("/api/calls?limit=500").statusCode()).isEqualTo(200);
        assertThat(records.asked).containsExactly(500);
    }

    @Test
    void pages_follow_each_other_by_what_the_one_before_said() throws Exception {
        serve(Optional.empty());
        records.reports = List.of(report("CA1"), report("CA2"), report("CA3"));
        var first = json(get("/api/calls?limit=2"));
        assertThat(first.path("calls").findValuesAsText("id")).containsExactly("CA1", "CA2");
        var next = json(get("/api/calls?limit=2&before=" + first.path("next").asText()));
        assertThat(next.path("calls").findValuesAsText("id")).containsExactly("CA3");
        assertThat(next.has("next")).isFalse();
        assertThat(json(get("/api/calls?tenant=another")).path("calls")).isEmpty();
        assertThat(json(get("/api/calls?since=2100-01-01")).path("calls")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"since=yesterday", "until=2026-13-01", "before=CA1", "since="})
    void what_cannot_be_understood_is_named(String parameter) throws Exception {
        serve(Optional.empty());
        var answer = get("/api/calls?" + parameter);
        assertThat(answer.statusCode()).isEqualTo(400);
        var name = parameter.substring(0, parameter.indexOf('='));
        assertThat(json(answer).path("error").asText()).isEqualTo("wrong-" + name);
        assertThat(json(answer).path("message").asText()).contains("«" + name + "»");
    }

    @Test
    void records_that_cannot_be_read_are_a_json_503() throws Exception {
        serve(Optional.empty());
        records.broken = true;
        assertThat(get("/api/calls").statusCode()).isEqualTo(503);
        assertThat(json(get("/api/calls/CA1")).path("error").asText()).isEqualTo("unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "x-forwarded-for"})
    void without_a_password_nobody_comes_in_through_a_proxy(String header) throws Exception {
        serve(Optional.empty());
        for (var path : List.of("/api/calls", "/api/calls/CA1", "/metrics")) {
            var answer = get(path, header, "127.0.0.1");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(json(answer).path("message").asText()).contains("CONSOLE_PASSWORD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "192.0.2.1"})
    void a_foreign_host_name_is_not_this_machine(String host) throws Exception {
        serve(Optional.empty());
        assertThat(statusLine(host)).contains(" 403 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LOCALHOST:8080"})
    void the_names_of_this_machine_are(String host) throws Exception {
        serve(Optional.empty());
        assertThat(statusLine(host)).contains(" 200 ");
    }

    @Test
    void with_a_password_admin_comes_in_from_afar_and_nobody_else() throws Exception {
        serve(Optional.of(PASSWORD));
        assertThat(afar(basic("admin", PASSWORD)).statusCode()).isEqualTo(200);
        for (var wrong :
                List.of(
                        basic("admin", "wrong"),
                        basic("root", PASSWORD),
                        "Basic ***",
                        "Bearer " + PASSWORD,
                        "")) {
            assertThat(afar(wrong).statusCode()).as(wrong).isEqualTo(401);
        }
        var none = get("/api/calls", FROM_AFAR);
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Basic ");
    }

    @Test
    void ten_wrong_passwords_lock_the_door_for_the_rest_of_the_minute() throws Exception {
        serve(Optional.of(PASSWORD));
        for (int i = 0; i < WrongPasswords.ALLOWED; i++) {
            assertThat(afar(basic("admin", "guess" + i)).statusCode()).isEqualTo(401);
        }
        now = NOON.plusSeconds(20);
        var locked = afar(basic("admin", PASSWORD));
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).contains("40");
        now = NOON.plusSeconds(60);
        assertThat(afar(basic("admin", PASSWORD)).statusCode()).isEqualTo(200);
    }

    @Test
    void the_ready_page_is_no_way_around_the_lock() throws Exception {
        serve(Optional.of(PASSWORD));
        for (int i = 0; i < WrongPasswords.ALLOWED; i++) {
            get("/health/ready", with(FROM_AFAR, "Authorization", basic("admin", "guess" + i)));
        }
        assertThat(afar(basic("admin", PASSWORD)).statusCode()).isEqualTo(429);
    }

    @Test
    void live_is_open_to_all() throws Exception {
        serve(Optional.empty());
        var answer = get("/health/live", FROM_AFAR);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"ok\"");
        assertThat(answer.body()).isEqualTo(get("/health/live", FROM_AFAR).body());
    }

    @Test
    void ready_names_its_checks_to_those_with_access_and_only_the_status_to_others()
            throws Exception {
        checks.add(new ReadinessCheck("database", Optional::empty));
        checks.add(new ReadinessCheck("ears", () -> Optional.of("no recogniser")));
        serve(Optional.empty());
        var near = get("/health/ready");
        assertThat(near.statusCode()).isEqualTo(503);
        assertThat(json(near).at("/checks/0/ready").asBoolean()).isTrue();
        assertThat(json(near).at("/checks/1/detail").asText()).isEqualTo("no recogniser");
        var far = get("/health/ready", FROM_AFAR);
        assertThat(far.statusCode()).isEqualTo(503);
        assertThat(far.body()).isEqualTo("{\"status\":\"not-ready\"}");
    }

    @Test
    void ready_is_200_when_every_check_is() throws Exception {
        checks.add(new ReadinessCheck("database", Optional::empty));
        serve(Optional.empty());
        var answer = get("/health/ready", FROM_AFAR);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void a_check_that_throws_is_trouble() throws Exception {
        checks.add(
                new ReadinessCheck(
                        "database",
                        () -> {
                            throw new IllegalStateException("gone");
                        }));
        serve(Optional.empty());
        var answer = get("/health/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).at("/checks/0/detail").asText()).contains("gone");
    }

    @Test
    void a_check_that_hangs_is_trouble_and_is_not_started_twice() throws Exception {
        var release = new CountDownLatch(1);
        checks.add(
                new ReadinessCheck(
                        "stubborn",
                        () -> {
                            uninterruptibly(release);
                            return Optional.empty();
                        }));
        checks.add(new ReadinessCheck("quick", Optional::empty));
        serve(Optional.empty());
        try {
            var first = json(get("/health/ready"));
            assertThat(first.at("/checks/0/ready").asBoolean()).isFalse();
            assertThat(first.at("/checks/1/ready").asBoolean()).isTrue();
            var second = json(get("/health/ready"));
            assertThat(second.at("/checks/0/detail").asText()).contains("sigue sin terminar");
        } finally {
            release.countDown();
        }
    }

    @Test
    void metrics_are_the_scrape_with_its_content_type() throws Exception {
        serve(Optional.empty());
        var answer = get("/metrics");
        assertThat(answer.body()).isEqualTo("calls_total 3\n");
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("text/plain; version=0.0.4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/health/live", "/health/ready", "/metrics", "/api/calls", "/api/calls/x"})
    void every_answer_forbids_sniffing_and_storing(String path) throws Exception {
        serve(Optional.empty());
        for (var answer : List.of(get(path), get(path, FROM_AFAR))) {
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void the_password_does_not_show_in_the_settings_text() {
        assertThat(new ConsoleSettings(Optional.of(PASSWORD), Locale.ENGLISH).toString())
                .doesNotContain(PASSWORD);
    }

    @Test
    void both_languages_have_the_same_texts() throws IOException {
        assertThat(keys("console_en.properties"))
                .isEqualTo(keys("console.properties"))
                .isNotEmpty();
    }

    private static Set<String> keys(String file) throws IOException {
        try (var in = requireNonNull(Console.class.getResourceAsStream(file))) {
            var properties = new Properties();
            properties.load(in);
            return properties.stringPropertyNames();
        }
    }

    private void serve(Optional<String> password) throws Exception {
        var console =
                new Console(
                        new ConsoleSettings(password, Locale.of("es")),
                        records,
                        checks,
                        new MetricsPage(() -> "calls_total 3\n", "text/plain; version=0.0.4"),
                        () -> now,
                        Duration.ofMillis(200));
        open.add(console);
        var router = Router.router(vertx);
        console.mount(router);
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                        .requestHandler(router)
                        .listen(0)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, SECONDS);
        port = server.actualPort();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> afar(String authorization) throws Exception {
        return get("/api/calls", with(FROM_AFAR, "Authorization", authorization));
    }

    private static String[] with(String[] headers, String name, String value) {
        return new String[] {headers[0], headers[1], name, value};
    }

    private static String basic(String user, String password) {
        var pair = (user + ":" + password).getBytes(UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /// The JDK's client does not let one choose the host.
    private String statusLine(String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var request =
                    "GET /api/calls HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JsonMapper.builder().build().readTree(answer.body());
    }

    private static void uninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException _) {
                done = latch.getCount() == 0;
            }
        }
    }

    private static CallReport report(String id) {
        return new CallReport(
                id,
                "default",
                "twilio",
                "offline",
                "+34600111222",
                "+34910000000",
                NOON,
                NOON,
                null,
                null,
                null,
                false,
                null,
                0,
                List.of(),
                List.of(),
                new CallReport.Audio(0, 0, 0, 0),
                Map.of(),
                Map.of());
    }

    private static final class Records implements CallRecords {
        volatile List<CallReport> reports = List.of();
        volatile boolean broken;
        final List<Integer> asked = new CopyOnWriteArrayList<>();

        @Override
        public void save(CallReport report) {
            throw new UnsupportedOperationException("the console only reads");
        }

        @Override
        public Optional<CallReport> find(String id) {
            return latest(1).stream().filter(report -> report.id().equals(id)).findFirst();
        }

        @Override
        public List<CallReport> latest(int limit) {
            return page(CallQuery.latest(limit));
        }

        @Override
        public List<CallReport> page(CallQuery query) {
            if (broken) {
                throw new IllegalStateException("the database is away");
            }
            asked.add(query.limit());
            return reports.stream().filter(query::matches).limit(query.limit()).toList();
        }
    }
}
