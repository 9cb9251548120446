package io.centralita.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// The API for people, as a client sees it. Safe from any thread.
public final class ServerApi implements AutoCloseable {
    private static final Duration ONE_REQUEST = Duration.ofSeconds(5);

    /// Longer than the server itself waits for its database.
    private static final Duration ONE_CHANGE = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ONE_REQUEST).build();
    private final URI server;
    private final Optional<String> password;

    /// @param password of the console, where it has one
    public ServerApi(URI server, Optional<String> password) {
        this.server = server;
        this.password = password;
    }

    /// The report of a call that is over, as soon as it is written.
    ///
    /// @return empty where there is none within the patience
    public Optional<JsonNode> report(String callId, Duration patience)
            throws IOException, InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        do {
            var answer = get("/api/calls/" + callId);
            if (answer.statusCode() == 200) {
                var report = JSON.readTree(answer.body());
                if (report.hasNonNull("endedAt")) {
                    return Optional.of(report);
                }
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } while (System.nanoTime() < deadline);
        return Optional.empty();
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(path, HttpRequest.Builder::GET, ONE_REQUEST);
    }

    public HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(path, HttpRequest.Builder::DELETE, ONE_CHANGE);
    }

    private HttpResponse<String> send(
            String path, UnaryOperator<HttpRequest.Builder> method, Duration patience)
            throws IOException, InterruptedException {
        var request =
                method.apply(
                        HttpRequest.newBuilder(
                                        URI.create(server.toString().replaceAll("/+$", "") + path))
                                .timeout(patience));
        password.ifPresent(word -> request.header("Authorization", basic(word)));
        return http.send(
                request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String basic(String password) {
        var both = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    @Override
    public void close() {
        http.close();
    }
}
