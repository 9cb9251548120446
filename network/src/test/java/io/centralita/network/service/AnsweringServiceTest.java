package io.centralita.network.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.network.demo.DemoNetwork;
import io.centralita.network.router.Client;
import io.centralita.network.router.Gateway;
import io.centralita.network.router.NetworkInterface;
import io.centralita.network.router.Resource;
import io.centralita.network.router.Router;
import io.centralita.network.router.RouterSource;
import io.centralita.network.router.Service;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsweringServiceTest {
    private static final InstantSource TIME =
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void end() throws Exception {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private AnsweringService start(RouterSource source, int atOnce) throws Exception {
        var settings =
                new Settings("127.0.0.1", 0, Locale.of("es"), Duration.ofSeconds(60), atOnce);
        return AnsweringService.start(vertx, settings, source, TIME)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private AnsweringService demo() throws Exception {
        return start(new DemoNetwork(DemoNetwork.SEED, TIME, _ -> {}), 64);
    }

    private static void stop(AnsweringService service) throws Exception {
        service.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static HttpRequest.Builder to(AnsweringService service, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    private HttpResponse<String> post(AnsweringService service, String body) throws Exception {
        return http.send(
                to(service, "/query").POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void a_question_is_answered() throws Exception {
        var service = demo();
        var reply =
                post(
                        service,
                        "{\"question\": \"¿Cuántos clientes hay en router-146?\", \"timeout\": 5}");
        assertThat(reply.statusCode()).isEqualTo(200);
        var json = json(reply);
        assertThat(json.get("success").booleanValue()).isTrue();
        assertThat(json.get("response").textValue())
                .matches("En el router FIBRA OPTICA hay 2\\d\\d clientes activos.*");
        assertThat(json.get("kind").textValue()).isEqualTo("clients.active");
        assertThat(json.get("language").textValue()).isEqualTo("es");
        assertThat(json.get("routers").get("asked").intValue()).isEqualTo(1);
        stop(service);
    }

    @Test
    void health_is_as_clients_expect_it() throws Exception {
        var service = demo();
        var reply = http.send(to(service, "/health").build(), BodyHandlers.ofString());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(json(reply))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        "{\"status\":\"ok\",\"service\":\"MikroTik API\",\"version\":\"1.0\"}"));
        stop(service);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 400 | not_json",
                "nonsense | 400 | not_json",
                "{\"question\":\"x\"} trailing | 400 | not_json",
                "[1] | 400 | not_an_object",
                "\"text\" | 400 | not_an_object",
                "{} | 400 | question_missing",
                "{\"question\": null} | 400 | question_missing",
                "{\"question\": 5} | 400 | question_not_text",
                "{\"question\": \"  \"} | 400 | question_empty",
                "{\"question\": \"hola\", \"timeout\": \"5\"} | 400 | timeout_not_a_number",
                "{\"question\": \"hola\", \"timeout\": true} | 400 | timeout_not_a_number",
                "{\"question\": \"hola\", \"timeout\": 0} | 400 | timeout_out_of_range",
                "{\"question\": \"hola\", \"timeout\": 301} | 400 | timeout_out_of_range",
                "{\"question\": \"clientes del router 999\"} | 404 | unknown_router",
            })
    void wrong_requests_are_told_what_is_wrong(String body, int status, String code)
            throws Exception {
        var service = demo();
        assertError(post(service, body), status, code);
        stop(service);
    }

    private static void assertError(HttpResponse<String> reply, int status, String code)
            throws Exception {
        assertThat(reply.statusCode()).isEqualTo(status);
        var json = json(reply);
        assertThat(json.get("success").booleanValue()).isFalse();
        assertThat(json.get("error").textValue()).isEqualTo(code);
        assertThat(json.get("message").textValue()).isNotBlank();
    }

    @Test
    void size_type_method_and_path_are_checked() throws Exception {
        var service = demo();
        assertError(
                post(service, "{\"question\": \"" + "a".repeat(501) + "\"}"),
                400,
                "question_too_long");
        assertError(
                post(service, "{\"question\": \"" + "a".repeat(20_000) + "\"}"),
                413,
                "body_too_large");
        var typed =
                to(service, "/query")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{\"question\": \"hola\"}"));
        assertError(http.send(typed.build(), BodyHandlers.ofString()), 415, "content_type");
        var get = http.send(to(service, "/query").build(), BodyHandlers.ofString());
        assertError(get, 405, "method_not_allowed");
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        assertError(
                http.send(to(service, "/nowhere").build(), BodyHandlers.ofString()),
                404,
                "not_found");
        stop(service);
    }

    @Test
    void an_unknown_router_is_answered_with_the_known_ones() throws Exception {
        var service = demo();
        var json = json(post(service, "{\"question\": \"is router LUNA up\"}"));
        assertThat(json.get("known")).hasSize(6);
        assertThat(json.get("message").textValue()).contains("LUNA", "FIBRA OPTICA");
        stop(service);
    }

    @Test
    void what_is_not_understood_is_an_answer_too() throws Exception {
        var service = demo();
        var reply = post(service, "{\"question\": \"what is the weather like\"}");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(json(reply).get("kind").textValue()).isEqualTo("out");
        stop(service);
    }

    @Test
    void routers_that_do_not_answer_in_time_are_named_beside_those_that_do() throws Exception {
        var service = start(new TwoRouters(), 64);
        var json = json(post(service, "{\"question\": \"cuantos clientes hay\", \"timeout\": 1}"));
        assertThat(json.get("response").textValue())
                .contains("Hay 1 cliente activo")
                .contains("1 de 2 routers respondió; no respondió LENTO");
        assertThat(json.get("routers").get("answered").intValue()).isEqualTo(1);
        var none = json(post(service, "{\"question\": \"clientes de lento\", \"timeout\": 1}"));
        assertThat(none.get("success").booleanValue()).isTrue();
        assertThat(none.get("response").textValue()).contains("LENTO").doesNotContainPattern("\\d");
        stop(service);
    }

    @Test
    void more_questions_than_places_are_refused_and_closing_gives_the_rest_up() throws Exception {
        var source = new TwoRouters();
        var service = start(source, 1);
        var first =
                http.sendAsync(
                        to(service, "/query")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"question\":\"clientes de lento\"}"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(source.entered.await(10, TimeUnit.SECONDS)).isTrue();
        var refused = post(service, "{\"question\": \"hola\"}");
        assertError(refused, 503, "busy");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        stop(service);
        assertThat(source.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(first.handle((reply, failure) -> true).get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void many_questions_at_once_are_all_answered() throws Exception {
        var service = demo();
        var request =
                to(service, "/query")
                        .POST(BodyPublishers.ofString("{\"question\":\"trafico total\"}"))
                        .build();
        var replies =
                java.util.stream.IntStream.range(0, 50)
                        .mapToObj(_ -> http.sendAsync(request, BodyHandlers.ofString()))
                        .toList();
        for (var reply : replies) {
            assertThat(reply.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        stop(service);
    }

    /// One router that answers and one that never does until interrupted.
    private static final class TwoRouters implements RouterSource {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public List<Router> routers() {
            return List.of(new Router("r1", "VELOZ", "a"), new Router("r2", "LENTO", "b"));
        }

        @Override
        public List<Client> clients(Router router, Duration within) throws InterruptedException {
            wait(router);
            return List.of(new Client("ana", Service.PPPOE, true, null));
        }

        @Override
        public List<NetworkInterface> interfaces(Router router, Duration within)
                throws InterruptedException {
            wait(router);
            return List.of();
        }

        @Override
        public List<Gateway> gateways(Router router, Duration within) throws InterruptedException {
            wait(router);
            return List.of();
        }

        @Override
        public Resource resource(Router router, Duration within) throws InterruptedException {
            wait(router);
            return new Resource(Duration.ofHours(1), 1, 1, 2, "7", null);
        }

        private void wait(Router router) throws InterruptedException {
            if (router.identity().equals("LENTO")) {
                entered.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
            }
        }
    }
}
