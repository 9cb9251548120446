package io.centralita.console;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.record.CallReport.Who;
import io.centralita.call.scope.Time;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseSettings;
import io.centralita.tenant.memory.CallerMemories;
import io.centralita.tenant.memory.MemoryPolicy;
import io.centralita.tenant.record.SqlCallRecords;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CallerRoutesTest {
    private static final String CALLERS = "/api/tenants/default/callers";
    private static final String ANA = CALLERS + "/+34600111222";

    @TempDir Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Instant noon = Instant.now().minusSeconds(600);
    private Database database;
    private SqlCallRecords records;
    private CallerMemories memories;
    private Console console;
    private int port;

    @BeforeEach
    void open() throws Exception {
        var file = directory.resolve("centralita.db");
        database = Database.open(DatabaseSettings.parse("sqlite:" + file));
        records = SqlCallRecords.open(database, InstantSource.system());
        memories =
                CallerMemories.open(
                        database::jdbi,
                        records,
                        Optional.empty(),
                        _ -> MemoryPolicy.of(Duration.ofDays(9), Locale.of("es")),
                        Time.SYSTEM);
        console =
                new Console(
                        new ConsoleSettings(Optional.of("secreto"), Locale.of("es")),
                        records,
                        List.of(),
                        new MetricsPage(() -> "", "text/plain"),
                        InstantSource.system());
        var router = Router.router(vertx);
        new CallerRoutes(console, memories).mount(router);
        port =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                        .requestHandler(router)
                        .listen(0)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, SECONDS)
                        .actualPort();
        records.save(report());
        memories.ended(report());
        while (memories.recall("default", "+34600111222")
                .filter(ana -> !ana.pastCalls().isEmpty())
                .isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() throws Exception {
        console.close();
        memories.close();
        records.close();
        database.close();
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    private CallReport report() {
        return new CallReport(
                "CA1",
                "default",
                "twilio",
                "offline",
                "+34600111222",
                "+34910000000",
                noon,
                noon,
                noon.plusSeconds(60),
                "caller",
                "hung-up",
                false,
                1L,
                0,
                List.of(new Turn(Who.CALLER, "Me llamo Ana", 0, 1_000, null, false)),
                List.of(),
                new CallReport.Audio(0, 0, 0, 0),
                Map.of(),
                Map.of());
    }

    @Test
    void callers_are_listed_and_shown() throws Exception {
        var list = json(send("GET", CALLERS));
        assertThat(list.at("/callers/0/number").asText()).isEqualTo("+34600111222");
        assertThat(list.at("/callers/0/calls").asInt()).isEqualTo(1);
        assertThat(list.at("/callers/0/lastCall").asText()).startsWith("20").endsWith("Z");

        for (var written : List.of("+34600111222", "%2B34600111222", "600%20111%20222")) {
            var ana = json(send("GET", CALLERS + "/" + written));
            assertThat(ana.path("name").asText()).isEqualTo("Ana");
            assertThat(ana.at("/pastCalls/0/summary").asText()).contains("Me llamo Ana");
        }
    }

    @Test
    void a_forgotten_caller_is_gone_from_memory_and_records() throws Exception {
        var forgotten = send("DELETE", ANA);
        assertThat(forgotten.statusCode()).isEqualTo(200);
        assertThat(json(forgotten).path("calls").asInt()).isEqualTo(1);
        assertThat(json(forgotten).path("records").asInt()).isEqualTo(1);
        assertThat(send("GET", ANA).statusCode()).isEqualTo(404);
        assertThat(records.find("CA1").orElseThrow().from()).isEmpty();
        assertThat(json(send("DELETE", ANA)).path("calls").asInt()).isZero();
    }

    @Test
    void the_wish_that_nothing_be_kept_is_set_and_lifted() throws Exception {
        assertThat(send("DELETE", ANA + "?remember=never").statusCode()).isEqualTo(200);
        assertThat(json(send("GET", ANA)).path("keepsNothing").asBoolean()).isTrue();
        assertThat(send("DELETE", ANA + "?remember=again").statusCode()).isEqualTo(200);
        assertThat(send("GET", ANA).statusCode()).isEqualTo(404);
    }

    @Test
    void what_makes_no_sense_is_refused_in_words() throws Exception {
        for (var path :
                List.of(
                        CALLERS + "/anonymous",
                        CALLERS + "/+266696687",
                        CALLERS + "?limit=0",
                        CALLERS + "?limit=501",
                        CALLERS + "?limit=x")) {
            var answer = send("GET", path);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(json(answer).path("message").asText()).isNotEmpty();
        }
        assertThat(send("DELETE", ANA + "?remember=maybe").statusCode()).isEqualTo(400);
    }

    @Test
    void from_afar_nobody_sees_or_forgets_callers_without_the_password() throws Exception {
        for (var method : List.of("GET", "DELETE")) {
            assertThat(send(method, ANA, "X-Forwarded-For", "203.0.113.9").statusCode())
                    .isEqualTo(401);
        }
        assertThat(send("GET", CALLERS, "X-Forwarded-For", "203.0.113.9").statusCode())
                .isEqualTo(401);
        assertThat(send("GET", ANA).statusCode()).isEqualTo(200);
    }

    @Test
    void a_database_that_is_gone_is_said_to_be() throws Exception {
        memories.close();
        assertThat(send("GET", CALLERS).statusCode()).isEqualTo(503);
        var answer = send("DELETE", ANA);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("message").asText())
                .contains("Puede que no esté todo borrado");
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JsonMapper.builder().build().readTree(answer.body());
    }
}
