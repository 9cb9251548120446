package io.centralita.app.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.app.demo.ServerApi;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.settings.SettingsReader;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.WebSocketClientSettings;
import io.centralita.fake.asterisk.pbx.Step;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Callers whom the dial plan sends straight to the server, without ARI.
@Timeout(120)
class DirectCallsEndToEndTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String KEY = "find-me-direct";

    @TempDir Path directory;

    @BeforeAll
    static void needsAVoice() {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void an_announced_caller_is_served_over_audiosocket_and_a_stranger_is_not() throws Exception {
        int port = freePort();
        var id = UUID.randomUUID().toString();
        var stranger = UUID.randomUUID().toString();
        var pbx =
                Settings.DEFAULT
                        .withExtension(
                                "610", Step.answer(), Step.audioSocket(id, "127.0.0.1:" + port))
                        .withExtension(
                                "611",
                                Step.answer(),
                                Step.audioSocket(stranger, "127.0.0.1:" + port));
        var changes = Map.of("ASTERISK_DIRECT_CALLS", "announced", "AUDIOSOCKET_PORT", "" + port);
        try (var asterisk = FakeAsterisk.start(VERTX, pbx);
                var server = server(changes)) {
            assertThat(announce(server, id, "wrong")).isEqualTo(401);
            assertThat(announce(server, id, KEY)).isEqualTo(200);
            var phone = asterisk.call(Call.to("610"));
            phone.hearsAbove(-40, 0).get(30, TimeUnit.SECONDS);
            phone.hangUp();
            var unknown = asterisk.call(Call.to("611"));
            unknown.ended().get(30, TimeUnit.SECONDS);
            PhoneHouse.await(() -> server.liveCalls() == 0);
            PhoneHouse.await(
                    () ->
                            server.records().latest(2).stream()
                                    .anyMatch(report -> report.endedBy() != null));
            assertThat(server.records().latest(2))
                    .singleElement()
                    .satisfies(
                            report -> {
                                assertThat(report.from()).isEqualTo("+34600000146");
                                assertThat(report.to()).isEqualTo("600");
                                assertThat(report.endedBy()).isEqualTo("caller");
                            });
        }
    }

    @Test
    void a_caller_comes_by_a_websocket_that_asterisk_opens_with_the_key() throws Exception {
        int port = freePort();
        var uri = URI.create("ws://127.0.0.1:" + port + "/api/asterisk/media");
        var pbx =
                Settings.DEFAULT
                        .withClient(
                                "gateway",
                                new WebSocketClientSettings(
                                        uri, "centralita", KEY, 2, Duration.ofMillis(500)))
                        .withExtension(
                                "620",
                                Step.answer(),
                                Step.dial("WebSocket/gateway/c(slin16)f(json)"));
        var changes =
                Map.of(
                        "ASTERISK_DIRECT_CALLS", "any",
                        "HTTP_PORT", "" + port,
                        "AUDIOSOCKET_PORT", "0");
        try (var asterisk = FakeAsterisk.start(VERTX, pbx);
                var server = server(changes)) {
            var phone = asterisk.call(Call.to("620"));
            phone.hearsAbove(-40, 0).get(30, TimeUnit.SECONDS);
            phone.hangUp();
            PhoneHouse.await(() -> server.liveCalls() == 0);
            PhoneHouse.await(() -> asterisk.leftovers().isEmpty());
        }
    }

    private Server server(Map<String, String> changes) throws Exception {
        var environment = new HashMap<String, String>();
        environment.put("DATA_DIR", directory.resolve("data").toString());
        environment.put("ENGINE", "offline");
        environment.put("HTTP_PORT", "0");
        environment.put("MIKROTIK_API_PORT", "0");
        environment.put("RINGING", "off");
        environment.put("ASTERISK_KEY", KEY);
        environment.putAll(changes);
        var server =
                Server.start(
                        SettingsReader.read(directory, environment).settings(),
                        ServerWatcher.NOBODY);
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            assertThat(api.get("/health/ready").statusCode()).isEqualTo(200);
        }
        return server;
    }

    private static int announce(Server server, String id, String key) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(server.url().resolve("/api/asterisk/calls/" + id))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("from=%2B34600000146&to=600"))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static int freePort() throws Exception {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
