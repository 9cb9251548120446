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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An Asterisk that opens both connections itself: that of its events, and those of audio.
@Timeout(120)
class ClientMediaEndToEndTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String KEY = "find-me-client";

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
    void a_caller_is_greeted_over_connections_that_asterisk_has_opened() throws Exception {
        int port;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        var base = "ws://127.0.0.1:" + port + "/api/asterisk/";
        var pbx =
                Settings.DEFAULT
                        .withClient(
                                "centralita-media",
                                new WebSocketClientSettings(
                                        URI.create(base + "media"),
                                        "centralita",
                                        KEY,
                                        2,
                                        Duration.ofMillis(500)))
                        .withOutbound(
                                new OutboundAri(
                                        URI.create(base + "ari"),
                                        Settings.APPLICATION,
                                        "centralita",
                                        KEY,
                                        Duration.ofMillis(500)));
        try (var asterisk = FakeAsterisk.start(VERTX, pbx)) {
            var environment = PhoneHouse.environment(directory, asterisk);
            environment.put("HTTP_PORT", "" + port);
            environment.put("ASTERISK_KEY", KEY);
            environment.put("ASTERISK_EVENTS", "listen");
            environment.put("ASTERISK_TRANSPORT", "websocket");
            environment.put("ASTERISK_WEBSOCKET_CLIENT", "centralita-media");
            var settings = SettingsReader.read(directory, environment).settings();
            try (var server = Server.start(settings, ServerWatcher.NOBODY);
                    var api = new ServerApi(server.url(), Optional.empty())) {
                PhoneHouse.await(() -> isReady(api));
                var phone = asterisk.call(Call.to("600"));
                phone.hearsAbove(-40, 0).get(30, TimeUnit.SECONDS);
                phone.hangUp();
                PhoneHouse.await(() -> asterisk.leftovers().isEmpty() && server.liveCalls() == 0);
                assertThat(server.records().latest(2)).hasSize(1);
            }
        }
    }

    private static boolean isReady(ServerApi api) {
        try {
            return api.get("/health/ready").statusCode() == 200;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
