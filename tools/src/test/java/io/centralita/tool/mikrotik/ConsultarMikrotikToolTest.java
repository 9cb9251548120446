package io.centralita.tool.mikrotik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.tool.Requests;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each end of a tool call (A3) over a server that really behaves so. The service is given 1 s, so
/// the HTTP exchange 1.33 s.
@Timeout(20)
class ConsultarMikrotikToolTest {
    private static final String QUESTION = "{\"pregunta\": \"¿Cuántos clientes hay?\"}";
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    static Stream<Arguments> ends() {
        var unexpected = ToolOutcome.Unexpected.class;
        return Stream.of(
                Arguments.of(
                        "valid answer",
                        FaultyHttpServer.saying("En el router FIBRA OPTICA hay 221 clientes."),
                        ToolOutcome.Answered.class),
                Arguments.of(
                        "hangs before its headers",
                        FaultyHttpServer.HANG_BEFORE_HEADERS,
                        ToolOutcome.TimedOut.class),
                Arguments.of(
                        "hangs after its headers",
                        FaultyHttpServer.HANG_AFTER_HEADERS,
                        ToolOutcome.TimedOut.class),
                Arguments.of(
                        "drips its body", FaultyHttpServer.SLOW_DRIP, ToolOutcome.TimedOut.class),
                Arguments.of(
                        "drips its headers",
                        FaultyHttpServer.SLOW_HEADERS,
                        ToolOutcome.TimedOut.class),
                Arguments.of("resets", FaultyHttpServer.RESET, ToolOutcome.Unreachable.class),
                Arguments.of("resets in its body", FaultyHttpServer.RESET_IN_BODY, unexpected),
                Arguments.of(
                        "status 400",
                        FaultyHttpServer.answering(400, "{\"error\": \"no question\"}"),
                        ToolOutcome.HttpError.class),
                Arguments.of(
                        "status 404",
                        FaultyHttpServer.answering(404, "nothing here"),
                        ToolOutcome.HttpError.class),
                Arguments.of(
                        "status 500",
                        FaultyHttpServer.answering(500, "<html>Traceback</html>"),
                        ToolOutcome.HttpError.class),
                Arguments.of(
                        "status 429",
                        FaultyHttpServer.answering(429, ""),
                        ToolOutcome.RateLimited.class),
                Arguments.of("status 302", FaultyHttpServer.answering(302, ""), unexpected),
                Arguments.of(
                        "not JSON", FaultyHttpServer.answering(200, "<html>hello"), unexpected),
                Arguments.of(
                        "JSON and a tail",
                        FaultyHttpServer.answering(200, "{\"success\":true,\"response\":\"a\"} b"),
                        unexpected),
                Arguments.of("empty body", FaultyHttpServer.answering(200, ""), unexpected),
                Arguments.of(
                        "array",
                        FaultyHttpServer.answering(200, "[{\"success\":true}]"),
                        unexpected),
                Arguments.of(
                        "no response",
                        FaultyHttpServer.answering(200, "{\"success\": true}"),
                        unexpected),
                Arguments.of("blank response", FaultyHttpServer.saying("  "), unexpected),
                Arguments.of(
                        "no success",
                        FaultyHttpServer.answering(200, "{\"response\": \"hay 3\"}"),
                        unexpected),
                Arguments.of(
                        "success false with a text inside",
                        FaultyHttpServer.answering(
                                200,
                                "{\"success\": false, \"response\": \"Traceback\","
                                        + " \"error\": \"ECONNREFUSED\"}"),
                        unexpected),
                Arguments.of("huge body", FaultyHttpServer.HUGE_BODY, unexpected),
                Arguments.of("endless body", FaultyHttpServer.ENDLESS_BODY, unexpected),
                Arguments.of("not HTTP", FaultyHttpServer.NOT_HTTP, unexpected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void every_behaviour_of_the_service_has_its_outcome_and_leaves_no_connection_hanging(
            String name, FaultyHttpServer.Behaviour behaviour, Class<? extends ToolOutcome> end)
            throws InterruptedException {
        try (var server = new FaultyHttpServer(behaviour)) {
            try (var client = new MikrotikClient(server.uri())) {
                assertThat(ask(client, QUESTION, ONE_SECOND)).as(name).isInstanceOf(end);
            }
            await(() -> server.connections() == 0);
        }
    }

    @Test
    void a_router_that_does_not_exist_is_told_in_the_services_own_sentence()
            throws InterruptedException {
        var refusal =
                FaultyHttpServer.answering(
                        404,
                        "{\"success\": false, \"error\": \"unknown_router\","
                                + " \"message\": \"No conozco ningún router 999.\"}");
        try (var server = new FaultyHttpServer(refusal);
                var client = new MikrotikClient(server.uri())) {
            assertThat(ask(client, QUESTION, ONE_SECOND))
                    .isEqualTo(new ToolOutcome.Answered("No conozco ningún router 999."));
        }
    }

    @Test
    void the_answer_is_the_text_of_the_service() throws InterruptedException {
        try (var server = new FaultyHttpServer(FaultyHttpServer.saying("Hay 3 — ¡qué bien!"));
                var client = new MikrotikClient(server.uri())) {
            assertThat(ask(client, QUESTION, ONE_SECOND))
                    .isEqualTo(new ToolOutcome.Answered("Hay 3 — ¡qué bien!"));
        }
    }

    @Test
    void a_refused_connection_comes_back_although_the_deadline_is_a_minute_away()
            throws InterruptedException {
        try (var client = new MikrotikClient(FaultyHttpServer.refusing())) {
            assertThat(ask(client, QUESTION, Duration.ofSeconds(60)))
                    .isInstanceOf(ToolOutcome.Unreachable.class);
        }
    }

    @Test
    void an_answer_after_the_deadline_is_none_even_if_it_is_there_when_looked_for()
            throws InterruptedException {
        try (var server = new FaultyHttpServer(FaultyHttpServer.saying("sí"));
                var client = new MikrotikClient(server.uri())) {
            for (int i = 0; i < 50; i++) {
                assertThat(client.query("¿Qué?", ONE_SECOND, Duration.ofNanos(1)))
                        .isInstanceOf(MikrotikReply.TimedOut.class);
            }
        }
    }

    @Test
    void a_host_that_answers_no_connection_attempt_is_unreachable_long_before_the_deadline()
            throws Exception {
        // Linux drops further attempts to connect once this queue of one is full.
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var _ = new Socket(full.getInetAddress(), full.getLocalPort());
                var _ = new Socket(full.getInetAddress(), full.getLocalPort());
                var client =
                        new MikrotikClient(URI.create("http://127.0.0.1:" + full.getLocalPort()))) {
            assertThat(ask(client, QUESTION, Duration.ofSeconds(60)))
                    .isInstanceOf(ToolOutcome.Unreachable.class);
        }
    }

    @Test
    void a_name_that_does_not_resolve_is_unreachable() throws InterruptedException {
        try (var client = new MikrotikClient(URI.create("http://router.invalid:5050"))) {
            assertThat(ask(client, QUESTION, Duration.ofSeconds(60)))
                    .isInstanceOf(ToolOutcome.Unreachable.class);
        }
    }

    @Test
    void the_body_has_question_and_timeout_and_nothing_else() throws InterruptedException {
        try (var server = new FaultyHttpServer(FaultyHttpServer.saying("sí"));
                var client = new MikrotikClient(URI.create(server.uri() + "/"))) {
            var _ = ask(client, QUESTION, Duration.ofSeconds(60));
            assertThat(server.requests())
                    .containsExactly(
                            new FaultyHttpServer.Request(
                                    "POST",
                                    "/query",
                                    "{\"question\":\"¿Cuántos clientes hay?\",\"timeout\":60}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"200|60", "30|30", "1|1", "60|60", "2.9|2"})
    void a_timeout_of_the_models_may_shorten_the_switchboards_but_not_lengthen_it(String pair)
            throws InterruptedException {
        var asked = pair.substring(0, pair.indexOf('|'));
        var sent = pair.substring(pair.indexOf('|') + 1);
        try (var server = new FaultyHttpServer(FaultyHttpServer.saying("sí"));
                var client = new MikrotikClient(server.uri())) {
            var arguments = "{\"pregunta\": \"¿Qué?\", \"timeout\": " + asked + "}";
            assertThat(ask(client, arguments, Duration.ofSeconds(60)))
                    .isInstanceOf(ToolOutcome.Answered.class);
            assertThat(server.requests().getFirst().body()).endsWith("\"timeout\":" + sent + "}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"pregunta\": 7}",
                "{\"pregunta\": null}",
                "{\"pregunta\": \"  \"}",
                "{\"question\": \"¿Cuántos?\"}",
                "{\"pregunta\": \"a\", \"timeout\": 0}",
                "{\"pregunta\": \"a\", \"timeout\": 301}",
                "{\"pregunta\": \"a\", \"timeout\": 1e400}",
                "{\"pregunta\": \"a\", \"timeout\": \"30\"}"
            })
    void wrong_arguments_are_explained_to_the_model_and_never_reach_the_service(String arguments)
            throws InterruptedException {
        try (var server = new FaultyHttpServer(FaultyHttpServer.saying("sí"));
                var client = new MikrotikClient(server.uri())) {
            assertThat(ask(client, arguments, ONE_SECOND))
                    .isInstanceOfSatisfying(
                            ToolOutcome.InvalidArguments.class,
                            invalid ->
                                    assertThat(invalid.feedback())
                                            .containsPattern("\"(pregunta|timeout)\""));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_question_may_have_500_characters_but_not_501() throws InterruptedException {
        try (var server = new FaultyHttpServer(FaultyHttpServer.saying("sí"));
                var client = new MikrotikClient(server.uri())) {
            assertThat(ask(client, "{\"pregunta\": \"" + "😀".repeat(500) + "\"}", ONE_SECOND))
                    .isInstanceOf(ToolOutcome.Answered.class);
            assertThat(ask(client, "{\"pregunta\": \"" + "a".repeat(501) + "\"}", ONE_SECOND))
                    .isInstanceOf(ToolOutcome.InvalidArguments.class);
        }
    }

    @Test
    void interrupting_the_tool_ends_it_and_its_connection() throws InterruptedException {
        var asked = new CountDownLatch(1);
        try (var server =
                        new FaultyHttpServer(
                                connection -> {
                                    asked.countDown();
                                    connection.untilClientLeaves();
                                });
                var client = new MikrotikClient(server.uri())) {
            var interrupted = new AtomicReference<Throwable>();
            var thread =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            ask(client, QUESTION, Duration.ofSeconds(60));
                                        } catch (InterruptedException e) {
                                            interrupted.set(e);
                                        }
                                    });
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            thread.interrupt();
            thread.join();
            assertThat(interrupted.get()).isInstanceOf(InterruptedException.class);
            await(() -> server.connections() == 0);
        }
    }

    @Test
    void a_connection_that_breaks_before_the_answer_is_tried_once_more()
            throws InterruptedException {
        var first = new CountDownLatch(1);
        FaultyHttpServer.Behaviour onceBroken =
                connection -> {
                    if (first.getCount() > 0) {
                        first.countDown();
                        connection.reset();
                    } else {
                        FaultyHttpServer.saying("Hay 3").serve(connection);
                    }
                };
        try (var server = new FaultyHttpServer(onceBroken);
                var client = new MikrotikClient(server.uri())) {
            assertThat(ask(client, QUESTION, ONE_SECOND))
                    .isEqualTo(new ToolOutcome.Answered("Hay 3"));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void health_is_what_the_service_says_of_itself() throws InterruptedException {
        var body = "{\"status\":\"ok\",\"service\":\"MikroTik API\",\"version\":\"1.0\"}";
        try (var server = new FaultyHttpServer(FaultyHttpServer.answering(200, body));
                var client = new MikrotikClient(server.uri())) {
            assertThat(client.checkHealth())
                    .isEqualTo(new MikrotikHealth.Up("MikroTik API", "1.0"));
            assertThat(server.requests())
                    .containsExactly(new FaultyHttpServer.Request("GET", "/health", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":\"starting\"}", "ok", "{}", ""})
    void anything_but_ok_is_not_health(String body) throws InterruptedException {
        try (var server = new FaultyHttpServer(FaultyHttpServer.answering(200, body));
                var client = new MikrotikClient(server.uri())) {
            assertThat(client.checkHealth()).isInstanceOf(MikrotikHealth.Down.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "127.0.0.1:5050", "/query", "http:///query"})
    void an_address_that_is_no_http_url_is_refused_at_once(String address) {
        assertThatThrownBy(() -> new MikrotikClient(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ToolOutcome ask(MikrotikClient client, String arguments, Duration timeout)
            throws InterruptedException {
        var tool = new ConsultarMikrotikTool(client, Time.SYSTEM);
        return tool.run(Requests.of("consultar_mikrotik", arguments, timeout, Requests.SPANISH));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 10 s in vain").isLessThan(end);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
