package io.centralita.tool.mikrotik.check;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.tool.mikrotik.FaultyHttpServer;
import io.centralita.tool.mikrotik.MikrotikClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MikrotikChecksTest {
    private static final Locale SPANISH = Locale.of("es");

    /// A service that speaks B3 and nothing more.
    private static final FaultyHttpServer.Behaviour GOOD =
            connection -> {
                var request = connection.request();
                if (request.path().equals("/health")) {
                    connection.answer(
                            200,
                            "{\"status\":\"ok\",\"service\":\"MikroTik API\",\"version\":\"1.0\"}");
                } else if (request.body().contains("\"question\":\"\"")) {
                    connection.answer(400, "{\"error\": \"question is empty\"}");
                } else {
                    FaultyHttpServer.saying("Hay 221 clientes activos.").serve(connection);
                }
            };

    @ParameterizedTest
    @ValueSource(strings = {"es", "en", "fr"})
    void a_service_that_keeps_to_the_protocol_passes_all_eight(String language)
            throws InterruptedException {
        var results = run(GOOD, Locale.of(language), new ArrayList<>());
        assertThat(results).hasSize(MikrotikChecks.COUNT).allMatch(CheckResult::passed);
        assertThat(results).extracting(CheckResult::remedy).allMatch(remedy -> remedy.isEmpty());
    }

    @Test
    void the_listener_sees_every_check_begin_and_end() throws InterruptedException {
        var seen = new ArrayList<String>();
        var results = run(GOOD, SPANISH, seen);
        assertThat(seen).hasSize(16).startsWith("started health", "finished health");
        assertThat(results)
                .extracting(CheckResult::id)
                .containsExactly(
                        "health",
                        "basic-query",
                        "named-router",
                        "traffic",
                        "timeout-handling",
                        "error-handling",
                        "tool-definition",
                        "conversation");
    }

    @Test
    void a_service_that_cannot_be_reached_fails_everything_but_the_definition()
            throws InterruptedException {
        var results = run(FaultyHttpServer.refusing(), SPANISH, new ArrayList<>());
        assertThat(passed(results)).isSubsetOf("tool-definition", "timeout-handling");
        assertThat(results.getFirst().detail()).startsWith("sin conexión");
        assertThat(results.getFirst().remedy().orElseThrow()).contains("127.0.0.1", "puerto");
    }

    @Test
    void a_service_that_fails_is_found_wanting_with_a_remedy_for_each_check()
            throws InterruptedException {
        var results =
                run(
                        FaultyHttpServer.answering(500, "{\"error\": \"boom\"}"),
                        SPANISH,
                        new ArrayList<>());
        assertThat(passed(results)).containsExactly("tool-definition");
        assertThat(results)
                .filteredOn(result -> !result.passed())
                .allMatch(result -> result.remedy().filter(text -> !text.isBlank()).isPresent());
        assertThat(results.get(2).remedy().orElseThrow()).contains("«router-146»");
    }

    @Test
    void accepting_an_empty_question_fails_the_error_check() throws InterruptedException {
        FaultyHttpServer.Behaviour careless =
                connection -> {
                    if (connection.request().path().equals("/query")) {
                        FaultyHttpServer.saying("Hay 221.").serve(connection);
                    } else {
                        GOOD.serve(connection);
                    }
                };
        var results = run(careless, Locale.ENGLISH, new ArrayList<>());
        assertThat(passed(results)).doesNotContain("error-handling").hasSize(7);
    }

    @Test
    void a_service_that_fails_after_an_abandoned_query_fails_the_timeout_check()
            throws InterruptedException {
        // A service with one worker that never comes back from the query that was given up.
        var queries = new AtomicInteger();
        FaultyHttpServer.Behaviour stuck =
                connection -> {
                    if (connection.request().path().equals("/query")
                            && queries.incrementAndGet() > 3) {
                        connection.untilClientLeaves();
                    } else {
                        GOOD.serve(connection);
                    }
                };
        var results = run(stuck, Locale.ENGLISH, new ArrayList<>());
        assertThat(passed(results))
                .containsExactly(
                        "health", "basic-query", "named-router", "traffic", "tool-definition");
    }

    @Test
    void both_languages_have_the_same_texts() throws IOException {
        assertThat(keys("checks_en.properties")).isEqualTo(keys("checks.properties")).isNotEmpty();
    }

    private static Set<String> keys(String file) throws IOException {
        try (var in = requireNonNull(MikrotikChecks.class.getResourceAsStream(file))) {
            var properties = new Properties();
            properties.load(in);
            return properties.stringPropertyNames();
        }
    }

    private static List<String> passed(List<CheckResult> results) {
        return results.stream().filter(CheckResult::passed).map(CheckResult::id).toList();
    }

    private static List<CheckResult> run(
            FaultyHttpServer.Behaviour behaviour, Locale language, List<String> seen)
            throws InterruptedException {
        try (var server = new FaultyHttpServer(behaviour)) {
            return run(server.uri(), language, seen);
        }
    }

    private static List<CheckResult> run(URI service, Locale language, List<String> seen)
            throws InterruptedException {
        var listener =
                new CheckListener() {
                    @Override
                    public void started(String id, String name) {
                        seen.add("started " + id);
                    }

                    @Override
                    public void finished(CheckResult result) {
                        seen.add("finished " + result.id());
                    }
                };
        try (var client = new MikrotikClient(service)) {
            return new MikrotikChecks(
                            client,
                            ToolDeadlines.of(Duration.ofSeconds(1)),
                            MikrotikChecks.DEFAULT_ROUTER,
                            language,
                            Time.SYSTEM)
                    .run(listener);
        }
    }
}
