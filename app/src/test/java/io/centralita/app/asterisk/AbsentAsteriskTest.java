package io.centralita.app.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.app.demo.ServerApi;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.settings.SettingsReader;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server whose Asterisk is not there: it starts, says so, and serves once it is.
@Timeout(120)
class AbsentAsteriskTest {
    private static final Vertx VERTX = Vertx.vertx();

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
    void a_server_starts_before_its_asterisk_and_names_what_it_waits_for() throws Exception {
        Map<String, String> environment;
        int port;
        try (var asterisk = FakeAsterisk.start(VERTX, Settings.DEFAULT)) {
            environment = PhoneHouse.environment(directory, asterisk);
            port = asterisk.port();
        }
        var settings = SettingsReader.read(directory, environment).settings();
        try (var server = Server.start(settings, ServerWatcher.NOBODY);
                var api = new ServerApi(server.url(), Optional.empty())) {
            var answer = api.get("/health/ready");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("asterisk", "http://127.0.0.1:" + port);
            try (var _ = FakeAsterisk.start(VERTX, Settings.DEFAULT, port)) {
                PhoneHouse.await(() -> status(api) == 200);
                assertThat(api.get("/metrics").body())
                        .contains("centralita_asterisk_events{state=\"connected\"} 1.0");
            }
        }
    }

    @Test
    void an_asterisk_is_asked_once_which_one_it_is_and_again_when_its_events_are_back()
            throws Exception {
        try (var asterisk = FakeAsterisk.start(VERTX, Settings.DEFAULT)) {
            var environment = PhoneHouse.environment(directory, asterisk);
            var settings = SettingsReader.read(directory, environment).settings();
            try (var _ = Server.start(settings, ServerWatcher.NOBODY)) {
                PhoneHouse.await(() -> asked(asterisk, "bridges") == 1);
                assertThat(asked(asterisk, "asterisk/info")).isEqualTo(1);
                asterisk.loseEvents(Duration.ZERO);
                PhoneHouse.await(() -> asked(asterisk, "bridges") == 2);
                assertThat(asked(asterisk, "asterisk/info")).isEqualTo(2);
            }
        }
    }

    private static long asked(FakeAsterisk asterisk, String what) {
        return asterisk.asked().stream().filter(one -> one.what().endsWith(what)).count();
    }

    @Test
    void another_process_of_the_same_name_is_named() throws Exception {
        try (var asterisk = FakeAsterisk.start(VERTX, Settings.DEFAULT)) {
            var environment = PhoneHouse.environment(directory, asterisk);
            var settings = SettingsReader.read(directory, environment).settings();
            try (var server = Server.start(settings, ServerWatcher.NOBODY);
                    var api = new ServerApi(server.url(), Optional.empty())) {
                PhoneHouse.await(() -> status(api) == 200);
                asterisk.replaceApplication(Settings.APPLICATION);
                PhoneHouse.await(() -> status(api) == 503);
                assertThat(api.get("/health/ready").body())
                        .contains("another process listens as the application centralita");
            }
        }
    }

    private static int status(ServerApi api) {
        try {
            return api.get("/health/ready").statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
