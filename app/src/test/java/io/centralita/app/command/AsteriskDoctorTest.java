package io.centralita.app.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.Misbehaviour;
import io.centralita.fake.asterisk.Plan;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.ari.Installation;
import io.centralita.fake.asterisk.rtp.Conditions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The doctor at an Asterisk, whatever state that is in.
@Timeout(120)
class AsteriskDoctorTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir Path directory;

    private String said = "";

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void an_asterisk_that_is_well_carries_a_tone_over_every_way_of_audio(String language) {
        try (var asterisk = FakeAsterisk.start(VERTX, Settings.DEFAULT)) {
            assertThat(doctor(asterisk, Map.of(), language)).as(() -> said).isEqualTo(0);
            assertThat(said).contains("22.10.1", "websocket", "audiosocket", "rtp", "7/7", " dB");
            assertThat(said.lines())
                    .allMatch(line -> line.length() <= Columns.WIDTH)
                    .noneMatch(line -> line.contains(Settings.PASSWORD));
            assertThat(asterisk.leftovers().isEmpty()).isTrue();
        }
    }

    @Test
    void as_many_calls_as_settings_allow_are_told_as_sessions_of_asterisks_http_server() {
        try (var asterisk = FakeAsterisk.start(VERTX, Settings.DEFAULT)) {
            doctor(asterisk, Map.of(), "en");
            assertThat(said).contains("MAX_CALLS=100 is up to 117", "sessionlimit=150");
            doctor(asterisk, Map.of("MAX_CALLS", "1000"), "es");
            assertThat(said).contains("MAX_CALLS=1000 son hasta 1017", "sessionlimit=1050");
            doctor(asterisk, Map.of("MAX_CALLS", "83"), "en");
            assertThat(said).contains("up to 100 connections").doesNotContain("sessionlimit");
            doctor(asterisk, Map.of("ASTERISK_TRANSPORT", "rtp"), "en");
            assertThat(said).contains("up to 17 connections").doesNotContain("sessionlimit");
        }
    }

    @Test
    void programs_read_the_same_as_json() {
        try (var asterisk = FakeAsterisk.start(VERTX, Settings.DEFAULT)) {
            var changes = Map.of("ASTERISK_TRANSPORT", "rtp");
            assertThat(doctor(asterisk, changes, "en", "--json")).isEqualTo(0);
            assertThat(said).contains("\"passed\" : 6");
        }
    }

    @Test
    void a_wrong_password_names_the_file_and_the_section() {
        try (var asterisk = FakeAsterisk.start(VERTX, Settings.DEFAULT)) {
            var changes = Map.of("ASTERISK_PASSWORD", "find-me-0817");
            assertThat(doctor(asterisk, changes, "en")).isEqualTo(1);
            assertThat(said)
                    .contains("HTTP 401", "ari.conf", "[" + Settings.USERNAME + "]", "0/1")
                    .doesNotContain("0817");
        }
    }

    @Test
    void nobody_there_names_what_to_open() {
        var asterisk = FakeAsterisk.start(VERTX, Settings.DEFAULT);
        asterisk.close();
        assertThat(doctor(asterisk, Map.of(), "en")).isEqualTo(1);
        assertThat(said).contains("http.conf", "bindport=" + asterisk.port());
    }

    @Test
    void an_old_asterisk_and_a_missing_module_are_named_with_what_to_do() {
        var old = Settings.DEFAULT.withInstallation(Installation.old());
        try (var asterisk = FakeAsterisk.start(VERTX, old)) {
            var changes = Map.of("ASTERISK_TRANSPORT", "websocket");
            assertThat(doctor(asterisk, changes, "en")).isEqualTo(1);
            assertThat(said).contains("not loaded: chan_websocket.so", "modules.conf");
        }
        var older = Installation.CURRENT.version("22.6.0");
        try (var asterisk = FakeAsterisk.start(VERTX, Settings.DEFAULT.withInstallation(older))) {
            var changes = Map.of("ASTERISK_TRANSPORT", "websocket");
            assertThat(doctor(asterisk, changes, "en")).isEqualTo(1);
            assertThat(said).contains("22.6.0 is too old", "audiosocket, rtp");
            assertThat(doctor(asterisk, Map.of(), "en")).as(() -> said).isEqualTo(0);
            assertThat(said).contains("calls go by audiosocket", "7/7");
        }
    }

    @Test
    void a_media_channel_that_is_refused_and_audio_that_does_not_come_are_told_apart() {
        var refusing =
                Settings.DEFAULT.withPlan(
                        Plan.on("POST", "channels/externalMedia", new Misbehaviour.Refuse(500)));
        try (var asterisk = FakeAsterisk.start(VERTX, refusing)) {
            var changes = Map.of("ASTERISK_TRANSPORT", "audiosocket");
            assertThat(doctor(asterisk, changes, "en")).isEqualTo(1);
            assertThat(said).contains("status=500", "5/6");
        }
        var deaf = Settings.DEFAULT.withConditions(Conditions.losing(1));
        try (var asterisk = FakeAsterisk.start(VERTX, deaf)) {
            assertThat(doctor(asterisk, Map.of("ASTERISK_TRANSPORT", "rtp"), "en")).isEqualTo(1);
            assertThat(said).contains("the tone was not heard", "31200-32199", "rtp.conf");
        }
    }

    @Test
    void an_address_that_leads_nowhere_and_no_asterisk_at_all_are_said() {
        var environment = Map.of("DATA_DIR", directory.toString());
        assertThat(run(environment, "en")).isEqualTo(0);
        assertThat(said).contains("ASTERISK_HOST is not set", "0/0");
        try (var asterisk = FakeAsterisk.start(VERTX, Settings.DEFAULT)) {
            var changes =
                    Map.of(
                            "LOCAL_IP_ADDRESS", "192.0.2.77",
                            "ASTERISK_TRANSPORT", "websocket");
            assertThat(doctor(asterisk, changes, "en")).as(() -> said).isEqualTo(0);
            assertThat(said).contains("192.0.2.77 is no address of this machine");
        }
    }

    @Test
    void an_asterisk_that_comes_to_us_is_asked_about_at_the_server_it_comes_to() throws Exception {
        var environment = new HashMap<String, String>();
        environment.put("DATA_DIR", directory.toString());
        environment.put("ASTERISK_EVENTS", "listen");
        environment.put("ASTERISK_KEY", "find-me-key");
        for (var language : List.of("en", "es")) {
            environment.put("HTTP_PORT", "1");
            assertThat(run(environment, language)).as(() -> said).isEqualTo(0);
            assertThat(said).contains("websocket_client.conf", "/api/asterisk/ari");
            for (var ready : List.of(true, false)) {
                try (var server = readiness(ready)) {
                    environment.put("HTTP_PORT", "" + server.getLocalPort());
                    assertThat(run(environment, language)).isEqualTo(ready ? 0 : 1);
                    assertThat(said.contains("outbound_websocket")).isEqualTo(!ready);
                    assertThat(said).contains("LOCAL_IP_ADDRESS").doesNotContain("find-me");
                }
            }
        }
    }

    /// A server of ours that is ready for Asterisk's calls, or is not.
    private static ServerSocket readiness(boolean ready) throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var body = "{\"checks\":[{\"name\":\"asterisk\",\"ready\":%s}]}".formatted(ready);
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (var asker = server.accept()) {
                                var answer =
                                        "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
                                                .formatted(body.length(), body);
                                asker.getInputStream().read();
                                asker.getOutputStream().write(answer.getBytes(US_ASCII));
                                asker.getOutputStream().flush();
                                asker.getInputStream().readAllBytes();
                            } catch (IOException _) {
                                // Nobody has asked.
                            }
                        });
        return server;
    }

    private int doctor(
            FakeAsterisk asterisk, Map<String, String> changes, String language, String... more) {
        var environment = new HashMap<String, String>();
        environment.put("DATA_DIR", directory.toString());
        environment.put("HTTP_PORT", "1");
        environment.put("ASTERISK_HOST", asterisk.host());
        environment.put("ASTERISK_PORT", "" + asterisk.port());
        environment.put("ASTERISK_USERNAME", Settings.USERNAME);
        environment.put("ASTERISK_PASSWORD", Settings.PASSWORD);
        environment.put("AUDIOSOCKET_PORT", "0");
        environment.putAll(changes);
        return run(environment, language, more);
    }

    private int run(Map<String, String> environment, String language, String... more) {
        var text = new StringWriter();
        var out = new PrintWriter(text, true);
        var reading = SettingsReader.read(directory, environment);
        var terminal = new Terminal(reading, Messages.in(Locale.of(language)), out, out);
        var arguments = new ArrayList<>(List.of("doctor", "asterisk"));
        arguments.addAll(List.of(more));
        int status = Commands.run(terminal, arguments);
        said = text.toString();
        return status;
    }
}
