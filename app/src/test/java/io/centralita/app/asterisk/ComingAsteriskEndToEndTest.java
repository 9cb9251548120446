package io.centralita.app.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.app.demo.ServerApi;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.settings.SettingsReader;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.asterisk.Asked;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.OutboundAri;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.WebSocketClientSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An Asterisk that is not to be reached: it comes to us, and all requests go over the connection
/// that it has opened.
@Timeout(120)
class ComingAsteriskEndToEndTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String KEY = "find-me-coming";
    private static final Duration INTERVAL = Duration.ofMillis(500);

    @TempDir Path directory;

    private int port;

    @BeforeAll
    static void needsAVoice() {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @ParameterizedTest
    @CsvSource({"websocket, websocket", "audiosocket, audiosocket", "rtp, rtp", "auto, websocket"})
    void a_caller_is_served_without_any_request_to_asterisks_http_server(
            String transport, String taken) throws Exception {
        try (var asterisk = FakeAsterisk.start(VERTX, pbx());
                var server = server(Map.of("ASTERISK_TRANSPORT", transport));
                var api = new ServerApi(server.url(), Optional.empty())) {
            PhoneHouse.await(() -> isReady(api));
            var phone = asterisk.call(Call.to("600"));
            phone.hearsAbove(-40, 0).get(30, TimeUnit.SECONDS);
            assertThat(api.get("/metrics").body())
                    .contains("centralita_asterisk_lines{transport=\"" + taken + "\"} 1.0");
            phone.hangUp();
            PhoneHouse.await(() -> asterisk.leftovers().isEmpty() && server.liveCalls() == 0);
            assertThat(server.records().latest(2)).hasSize(1);
            assertThat(asterisk.asked()).isNotEmpty().allMatch(Asked::overWebSocket);
        }
    }

    @Test
    void without_a_websocket_that_asterisk_opens_audio_goes_by_audiosocket() throws Exception {
        try (var asterisk = FakeAsterisk.start(VERTX, pbx());
                var server = server(Map.of("ASTERISK_WEBSOCKET_CLIENT", ""));
                var api = new ServerApi(server.url(), Optional.empty())) {
            PhoneHouse.await(() -> isReady(api));
            var phone = asterisk.call(Call.to("600"));
            phone.hearsAbove(-40, 0).get(30, TimeUnit.SECONDS);
            assertThat(api.get("/metrics").body())
                    .contains("centralita_asterisk_lines{transport=\"audiosocket\"} 1.0");
            phone.hangUp();
            PhoneHouse.await(() -> asterisk.leftovers().isEmpty() && server.liveCalls() == 0);
        }
    }

    @Test
    void calls_go_on_while_the_connection_is_away_and_who_left_meanwhile_is_missed()
            throws Exception {
        try (var asterisk = FakeAsterisk.start(VERTX, pbx());
                var server = server(Map.of());
                var api = new ServerApi(server.url(), Optional.empty())) {
            PhoneHouse.await(() -> isReady(api));
            var stays = asterisk.call(Call.to("600"));
            var leaves = asterisk.call(Call.to("600"));
            stays.hearsAbove(-40, 0).get(30, TimeUnit.SECONDS);
            leaves.hearsAbove(-40, 0).get(30, TimeUnit.SECONDS);
            asterisk.loseEvents(Duration.ofSeconds(60));
            PhoneHouse.await(() -> !isReady(api));
            leaves.hangUp();
            long since = stays.nanoTime();
            // The greeting goes on, or what is said to whoever says nothing.
            stays.hearsAbove(-40, since).get(30, TimeUnit.SECONDS);
            assertThat(server.liveCalls()).as("nobody can know").isEqualTo(2);
            asterisk.findEvents();
            PhoneHouse.await(() -> server.liveCalls() == 1);
            assertThat(stays.isOver()).isFalse();
            stays.hangUp();
            PhoneHouse.await(() -> asterisk.leftovers().isEmpty() && server.liveCalls() == 0);
        }
    }

    private Settings pbx() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        var base = "ws://127.0.0.1:" + port + "/api/asterisk/";
        return Settings.DEFAULT
                .withClient(
                        "centralita-media",
                        new WebSocketClientSettings(
                                URI.create(base + "media"), "centralita", KEY, 2, INTERVAL))
                .withOutbound(
                        new OutboundAri(
                                URI.create(base + "ari"),
                                Settings.APPLICATION,
                                "centralita",
                                KEY,
                                INTERVAL));
    }

    private Server server(Map<String, String> changes) throws Exception {
        var environment = new HashMap<String, String>();
        environment.put("DATA_DIR", directory.resolve("data").toString());
        environment.put("ENGINE", "offline");
        environment.put("LANGUAGE", "es");
        environment.put("HTTP_PORT", "" + port);
        environment.put("MIKROTIK_API_PORT", "0");
        environment.put("AUDIOSOCKET_PORT", "0");
        environment.put("RINGING", "off");
        environment.put("ASTERISK_EVENTS", "listen");
        environment.put("ASTERISK_KEY", KEY);
        environment.put("ASTERISK_WEBSOCKET_CLIENT", "centralita-media");
        environment.putAll(changes);
        var settings = SettingsReader.read(directory, environment).settings();
        return Server.start(settings, ServerWatcher.NOBODY);
    }

    private static boolean isReady(ServerApi api) {
        try {
            return api.get("/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
