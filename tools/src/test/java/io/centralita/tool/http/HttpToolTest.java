package io.centralita.tool.http;

import static io.centralita.tool.mikrotik.FaultyHttpServer.answering;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.scope.CallScope;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.tool.Requests;
import io.centralita.tool.Runs;
import io.centralita.tool.exchange.HttpExchanges;
import io.centralita.tool.http.HttpToolSpec.Method;
import io.centralita.tool.mikrotik.FaultyHttpServer;
import io.centralita.tool.mikrotik.FaultyHttpServer.Behaviour;
import io.centralita.tool.mikrotik.FaultyHttpServer.Request;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A tool by configuration over a server that really behaves so (A3).
@Timeout(20)
class HttpToolTest {
    private static final String ORDER = "{\"id\": \"a7\"}";
    private static final String TIMED_OUT =
            "La consulta tardó demasiado tiempo en responder. Por favor, intenta con una pregunta"
                    + " más simple o inténtalo nuevamente.";
    private static final String UNREACHABLE =
            "No pude conectarme al servidor de información. Por favor, intenta más tarde.";
    private static final String HTTP_ERROR =
            "Hubo un error al consultar el servidor. Por favor, intenta nuevamente.";
    private static final String RATE_LIMITED =
            "Lo siento, tuve un problema al consultar esa información. El servidor está muy ocupado"
                    + " en este momento. ¿Puedo ayudarte con algo más?";
    private static final String UNEXPECTED =
            "Ocurrió un error al procesar tu consulta. Por favor, intenta nuevamente.";

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(
                        "an answer",
                        answering(200, "{\"text\":\"Va en camino.\"}"),
                        "Va en camino."),
                Arguments.of("a number", answering(201, "{\"text\":42}"), "42"),
                Arguments.of("hangs", FaultyHttpServer.HANG_BEFORE_HEADERS, TIMED_OUT),
                Arguments.of("hangs later", FaultyHttpServer.HANG_AFTER_HEADERS, TIMED_OUT),
                Arguments.of("drips", FaultyHttpServer.SLOW_DRIP, TIMED_OUT),
                Arguments.of("drips headers", FaultyHttpServer.SLOW_HEADERS, TIMED_OUT),
                Arguments.of("resets", FaultyHttpServer.RESET, UNREACHABLE),
                Arguments.of("resets in its body", FaultyHttpServer.RESET_IN_BODY, UNEXPECTED),
                Arguments.of("400", answering(400, "{\"error\":\"Traceback\"}"), HTTP_ERROR),
                Arguments.of("401", answering(401, ""), HTTP_ERROR),
                Arguments.of("500", answering(500, "<html>"), HTTP_ERROR),
                Arguments.of("429", answering(429, ""), RATE_LIMITED),
                Arguments.of("304", answering(304, ""), UNEXPECTED),
                Arguments.of("not JSON", answering(200, "<html>hello"), UNEXPECTED),
                Arguments.of("nothing there", answering(200, "{\"other\":1}"), UNEXPECTED),
                Arguments.of("null there", answering(200, "{\"text\":null}"), UNEXPECTED),
                Arguments.of("blank", answering(200, "{\"text\":\" \"}"), UNEXPECTED),
                Arguments.of("empty", answering(200, ""), UNEXPECTED),
                Arguments.of(
                        "an error inside",
                        answering(200, "{\"text\":{\"error\":\"ECONNREFUSED 10.0.0.1\"}}"),
                        UNREACHABLE),
                Arguments.of(
                        "a stack trace inside",
                        answering(200, "{\"text\":\"java.lang.NullPointerException: x\"}"),
                        UNEXPECTED),
                Arguments.of("huge", FaultyHttpServer.HUGE_BODY, UNEXPECTED),
                Arguments.of("endless", FaultyHttpServer.ENDLESS_BODY, UNEXPECTED),
                Arguments.of("not HTTP", FaultyHttpServer.NOT_HTTP, UNEXPECTED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void every_behaviour_of_the_service_is_one_result_with_its_sentence_and_no_connection(
            String name, Behaviour behaviour, String sentence) throws InterruptedException {
        try (var server = new FaultyHttpServer(behaviour)) {
            try (var exchanges = new HttpExchanges(Time.SYSTEM)) {
                var spec = new Specs(server.uri() + "/orders/{id}").spec();
                var tool = new HttpTool(spec, exchanges, Time.SYSTEM);
                var result = Runs.one(tool, ORDER, Duration.ofSeconds(1));
                assertThat(result.output()).as(name).isEqualTo(sentence);
            }
            awaitNobody(server);
        }
    }

    @Test
    void a_refused_connection_comes_back_although_the_deadline_is_a_minute_away()
            throws InterruptedException {
        var spec = new Specs(FaultyHttpServer.refusing() + "/{id}").spec();
        assertThat(run(spec, ORDER, Duration.ofSeconds(60)))
                .isInstanceOf(ToolOutcome.Unreachable.class);
    }

    @Test
    void the_request_is_what_was_described() throws InterruptedException {
        try (var server = new FaultyHttpServer(answering(200, "{\"text\":\"ok\"}"))) {
            ask(
                    server,
                    specs -> {
                        specs.method = Method.POST;
                        specs.url = server.uri() + "/orders/{id}?note={note}";
                        specs.headers = Map.of("Authorization", "Bearer s3cret");
                        specs.body = "{'order':'{id}','from':'telephone'}";
                    });
            assertThat(server.requests())
                    .containsExactly(
                            new Request(
                                    "POST",
                                    "/orders/a7?note=",
                                    "{\"order\":\"a7\",\"from\":\"telephone\"}"));
            assertThat(server.headers().getFirst())
                    .containsEntry("authorization", "Bearer s3cret")
                    .containsEntry("content-type", "application/json; charset=utf-8")
                    .containsKey("idempotency-key");
        }
    }

    @Test
    void without_a_body_of_its_own_a_request_has_the_arguments_the_address_does_not_take()
            throws InterruptedException {
        try (var server = new FaultyHttpServer(answering(200, "{\"text\":\"ok\"}"))) {
            var specs = new Specs(server.uri() + "/orders/{id}");
            specs.method = Method.PUT;
            run(specs.spec(), "{\"id\":\"a7\",\"note\":\"ñ\"}", Duration.ofSeconds(1));
            assertThat(server.requests().getFirst().body()).isEqualTo("{\"note\":\"ñ\"}");
        }
    }

    @Test
    void one_wish_has_one_key_across_its_attempts_and_another_wish_another()
            throws InterruptedException {
        try (var server = new FaultyHttpServer(FaultyHttpServer.RESET)) {
            Consumer<Specs> post = specs -> specs.method = Method.POST;
            ScopedValue.where(CallScope.CURRENT, new CallScope("default", "call-1"))
                    .run(() -> askQuietly(server, post));
            ScopedValue.where(CallScope.CURRENT, new CallScope("default", "call-2"))
                    .run(() -> askQuietly(server, post));
            var keys = server.headers().stream().map(all -> all.get("idempotency-key")).toList();
            assertThat(keys).hasSize(4).doesNotContainNull();
            assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void only_what_does_no_harm_is_asked_twice(boolean repeatable) throws InterruptedException {
        var busy = new AtomicInteger();
        Behaviour onceBusy =
                connection ->
                        connection.answer(
                                busy.incrementAndGet() == 1 ? 503 : 200, "{\"text\":\"ok\"}");
        try (var server = new FaultyHttpServer(onceBusy)) {
            var outcome =
                    ask(
                            server,
                            specs -> {
                                specs.method = Method.POST;
                                specs.repeatable = repeatable;
                            });
            assertThat(outcome)
                    .isEqualTo(
                            repeatable
                                    ? new ToolOutcome.Answered("ok")
                                    : new ToolOutcome.HttpError(503));
            assertThat(server.requests()).hasSize(repeatable ? 2 : 1);
        }
        try (var server = new FaultyHttpServer(FaultyHttpServer.RESET)) {
            ask(
                    server,
                    specs -> {
                        specs.method = Method.POST;
                        specs.repeatable = repeatable;
                    });
            assertThat(server.requests()).hasSize(repeatable ? 2 : 1);
        }
    }

    @Test
    void a_status_may_have_a_sentence_of_its_own() throws InterruptedException {
        try (var server = new FaultyHttpServer(answering(404, "{\"error\":\"no\"}"))) {
            var outcome = ask(server, specs -> specs.sayings = Map.of(404, "No hay tal pedido."));
            assertThat(outcome).isEqualTo(new ToolOutcome.Answered("No hay tal pedido."));
        }
    }

    @Test
    void the_whole_text_is_the_answer_where_no_place_is_named() throws InterruptedException {
        try (var server = new FaultyHttpServer(answering(200, " Va en camino — mañana. "))) {
            assertThat(ask(server, specs -> specs.answer = null))
                    .isEqualTo(new ToolOutcome.Answered("Va en camino — mañana."));
        }
    }

    @Test
    void a_service_may_send_us_elsewhere_on_its_own_host_and_nowhere_else()
            throws InterruptedException {
        Behaviour moved =
                connection -> {
                    if (connection.request().path().equals("/new")) {
                        connection.answer(200, "{\"text\":\"aquí\"}");
                    } else {
                        connection.write(
                                "HTTP/1.1 302 Found\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n");
                    }
                };
        try (var server = new FaultyHttpServer(moved)) {
            assertThat(ask(server, specs -> {})).isEqualTo(new ToolOutcome.Answered("aquí"));
        }
        try (var elsewhere = new FaultyHttpServer(answering(200, "{\"text\":\"trap\"}"))) {
            Behaviour away =
                    connection ->
                            connection.write(
                                    "HTTP/1.1 302 Found\r\nLocation: "
                                            + elsewhere.uri()
                                            + "/new\r\nContent-Length: 0\r\n\r\n");
            try (var server = new FaultyHttpServer(away)) {
                assertThat(ask(server, specs -> specs.headers = Map.of("X-Key", "s3cret")))
                        .isInstanceOf(ToolOutcome.Unexpected.class);
                assertThat(elsewhere.requests()).isEmpty();
            }
        }
    }

    @Test
    void a_circle_of_redirections_ends() throws InterruptedException {
        Behaviour circle =
                connection ->
                        connection.write(
                                "HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n");
        try (var server = new FaultyHttpServer(circle)) {
            assertThat(ask(server, specs -> {})).isInstanceOf(ToolOutcome.Unexpected.class);
            assertThat(server.requests()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":7}",
                "{\"id\":\"\"}",
                "{\"id\":\"../admin\"}",
                "{\"id\":\"a\",\"extra\":1}"
            })
    void wrong_arguments_are_explained_and_never_reach_the_service(String arguments)
            throws InterruptedException {
        try (var server = new FaultyHttpServer(answering(200, "{\"text\":\"ok\"}"))) {
            var spec = new Specs(server.uri() + "/orders/{id}").spec();
            assertThat(run(spec, arguments, Duration.ofSeconds(1)))
                    .isInstanceOf(ToolOutcome.InvalidArguments.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_tool_may_be_given_less_time_than_the_switchboard_allows() throws InterruptedException {
        try (var server = new FaultyHttpServer(FaultyHttpServer.HANG_BEFORE_HEADERS)) {
            var specs = new Specs(server.uri() + "/{id}");
            specs.timeout = Duration.ofSeconds(1);
            assertThat(run(specs.spec(), ORDER, Duration.ofSeconds(60)))
                    .isInstanceOf(ToolOutcome.TimedOut.class);
        }
    }

    private static void awaitNobody(FaultyHttpServer server) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.connections() > 0) {
            assertThat(System.nanoTime()).as("a connection was left").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void askQuietly(FaultyHttpServer server, Consumer<Specs> change) {
        try {
            ask(server, change);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ToolOutcome ask(FaultyHttpServer server, Consumer<Specs> change)
            throws InterruptedException {
        var specs = new Specs(server.uri() + "/orders/{id}");
        change.accept(specs);
        return run(specs.spec(), ORDER, Duration.ofSeconds(1));
    }

    private static ToolOutcome run(HttpToolSpec spec, String arguments, Duration timeout)
            throws InterruptedException {
        try (var exchanges = new HttpExchanges(Time.SYSTEM)) {
            return new HttpTool(spec, exchanges, Time.SYSTEM)
                    .run(Requests.of("find_order", arguments, timeout, Requests.SPANISH));
        }
    }
}
