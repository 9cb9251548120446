package io.centralita.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// What a business has: orders behind an API key, over HTTP. It takes its time.
final class OrderService implements AutoCloseable {
    static final String KEY = "crm-find-me-4711";
    static final String SUMMARY = "Su pedido sale mañana por la tarde.";
    static final String CANCELLED = "El pedido queda anulado.";

    /// @param idempotencyKey empty where there was none
    record Request(String line, String idempotencyKey, String body) {}

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers =
            Map.of(
                    "GET /orders/a7",
                    "{\"order\":{\"id\":\"a7\",\"summary\":\"" + SUMMARY + "\"}}",
                    "POST /orders/b8/cancel",
                    "{\"done\":\"" + CANCELLED + "\"}");
    private final Duration delay;

    /// @param delay before each answer
    OrderService(Duration delay) throws IOException {
        this.delay = delay;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.setExecutor(threads);
        http.createContext("/orders/", this::serve);
        http.start();
    }

    int port() {
        return http.getAddress().getPort();
    }

    /// Those that had the key, in the order in which they came.
    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            if (!KEY.equals(headers.getFirst("X-Api-Key"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            var line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            var idempotencyKey = headers.getFirst("Idempotency-Key");
            requests.add(
                    new Request(
                            line,
                            idempotencyKey == null ? "" : idempotencyKey,
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            if (line.equals("GET /orders/never")) {
                closing.await();
                return;
            }
            if (closing.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            var answer = answers.getOrDefault(line, "").getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        http.stop(0);
        threads.close();
    }
}
