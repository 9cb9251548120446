package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.app.settings.SettingsReader;
import io.centralita.console.access.ConsolePassword;
import io.centralita.fake.oidc.Client;
import io.centralita.fake.oidc.OidcProvider;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The doors of the whole server, opened as an operator has set them.
@Timeout(120)
class AccessEndToEndTest {
    private static final String PASSWORD = "una contraseña larga";
    private static final String KEY = "key-of-norte-0123456789";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        http.shutdownNow();
        vertx.close().await();
    }

    @Test
    void a_tenants_site_gets_tokens_and_its_callers_a_relay() throws Exception {
        var settings =
                Map.of(
                        "STUN_URLS", "stun:turn.example.net:3478",
                        "TURN_URLS", "turn:turn.example.net:3478?transport=tcp",
                        "TURN_SECRET", "north-secret",
                        "VOICE_TOKEN_TTL", "2 min");
        Files.writeString(directory.resolve(".env"), "NORTE_VOICE_KEY='" + KEY + "'\n");
        try (var server = server(settings)) {
            var document =
                    "{\"id\": \"norte\", \"browser\": {\"key\": \"env:NORTE_VOICE_KEY\", \"origins\": [\"%s\"]}}"
                            .formatted("https://norte.example");
            var stored = send(server, "PUT", "/api/tenants/norte", document, "If-None-Match", "*");
            assertThat(stored.statusCode()).isEqualTo(201);

            var given =
                    send(
                            server,
                            "POST",
                            "/api/voice/token",
                            "{}",
                            "Authorization",
                            "Bearer " + KEY);
            assertThat(given.statusCode()).as(given.body()).isEqualTo(201);
            var token = json(given).path("token").asText();
            var ice =
                    send(
                            server,
                            "GET",
                            "/api/voice/ice-servers",
                            "",
                            "Authorization",
                            "Bearer " + token,
                            "Origin",
                            "https://norte.example");
            assertThat(ice.statusCode()).as(ice.body()).isEqualTo(200);
            assertThat(ice.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://norte.example");
            assertThat(json(ice).at("/iceServers/1/credential").asText()).isNotEmpty();
            assertThat(json(ice).path("ttl").asInt()).isEqualTo(7_200);
        }
    }

    @Test
    void people_sign_in_from_elsewhere_by_the_hash_of_a_password() throws Exception {
        var hash = ConsolePassword.Hashed.of(PASSWORD).hash();
        try (var server = server(Map.of("CONSOLE_PASSWORD_HASH", hash))) {
            var afar = new String[] {"X-Forwarded-For", "203.0.113.9"};
            assertThat(send(server, "GET", "/api/calls", "", afar).statusCode()).isEqualTo(401);
            var entered =
                    send(
                            server,
                            "POST",
                            "/login",
                            "password=" + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8),
                            "X-Forwarded-For",
                            "203.0.113.9",
                            "Content-Type",
                            "application/x-www-form-urlencoded");
            assertThat(entered.statusCode()).isEqualTo(303);
            var cookie = entered.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
            var calls =
                    send(
                            server,
                            "GET",
                            "/api/calls",
                            "",
                            "X-Forwarded-For",
                            "203.0.113.9",
                            "Cookie",
                            cookie);
            assertThat(calls.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void people_are_sent_to_the_identity_provider_and_come_back() throws Exception {
        var client =
                new Client("centralita", "s3cret", "http://localhost:8080/login/oidc/callback");
        try (var provider = OidcProvider.start(vertx, client, InstantSource.system());
                var server =
                        server(
                                Map.of(
                                        "PUBLIC_URL", "http://localhost:8080/",
                                        "OIDC_ISSUER", provider.issuer().toString(),
                                        "OIDC_CLIENT_ID", "centralita",
                                        "OIDC_CLIENT_SECRET", "s3cret",
                                        "OIDC_ALLOWED", "ana@example.com"))) {
            var left = send(server, "GET", "/login/oidc?next=/calls", "");
            assertThat(left.statusCode()).isEqualTo(303);
            var cookie = left.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
            var page = HttpRequest.newBuilder(URI.create(location(left))).build();
            var back = URI.create(location(http.send(page, BodyHandlers.ofString())));
            var entered =
                    send(
                            server,
                            "GET",
                            back.getPath() + "?" + back.getRawQuery(),
                            "",
                            "Cookie",
                            cookie);
            assertThat(entered.statusCode()).as(entered.body()).isEqualTo(303);
            assertThat(location(entered)).isEqualTo("/calls");
        }
    }

    /// With a model that nobody calls, so that nothing has to be loaded.
    private Server server(Map<String, String> more) throws Exception {
        var environment = new HashMap<>(more);
        environment.putAll(
                Map.of(
                        "ENGINE", "openai",
                        "ENGINE_FALLBACK", "none",
                        "OPENAI_BASE_URL", "http://127.0.0.1:1/v1",
                        "HTTP_PORT", "0",
                        "MIKROTIK_API_PORT", "0",
                        "DATA_DIR", directory.toString()));
        return Server.start(
                SettingsReader.read(directory, environment).settings(), ServerWatcher.NOBODY);
    }

    private HttpResponse<String> send(
            Server server, String method, String path, String body, String... headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
