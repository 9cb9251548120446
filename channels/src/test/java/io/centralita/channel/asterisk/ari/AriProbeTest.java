package io.centralita.channel.asterisk.ari;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.scope.Time;
import io.centralita.channel.asterisk.ari.AriFinding.Application;
import io.centralita.channel.asterisk.ari.AriSettings.Limits;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.Misbehaviour;
import io.centralita.fake.asterisk.Plan;
import io.centralita.fake.asterisk.Settings;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an operator is told of an Asterisk.
final class AriProbeTest {
    private static final Limits HASTY =
            new Limits(
                    Duration.ofMillis(800),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(250),
                    Duration.ofSeconds(5),
                    4);

    private static AriFinding look(AriSettings settings) throws InterruptedException {
        try (var probe = new AriProbe(AriRig.VERTX, settings, Time.SYSTEM)) {
            return probe.look();
        }
    }

    private static AriFinding look(URI url) throws InterruptedException {
        return look(AriRig.settings(url, HASTY));
    }

    private static AriFinding look(Plan plan) throws InterruptedException {
        try (var rig = new AriRig(Settings.DEFAULT.withPlan(plan))) {
            return look(AriRig.settings(rig.asterisk.baseUrl(), HASTY));
        }
    }

    @Test
    void all_is_well_and_nothing_is_left_or_taken() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            assertThat(look(rig.settings))
                    .isInstanceOfSatisfying(
                            AriFinding.Ready.class,
                            ready -> {
                                assertThat(ready.info().version()).isEqualTo("22.10.1");
                                assertThat(ready.modules()).contains("chan_websocket.so");
                                assertThat(ready.application()).isEqualTo(new Application.Free());
                            });
            AriRig.until(() -> rig.asterisk.openConnections() == 0);
            assertThat(rig.ari.application()).isEmpty();

            rig.listen();
            assertThat(look(rig.settings))
                    .isInstanceOfSatisfying(
                            AriFinding.Ready.class,
                            ready ->
                                    assertThat(ready.application())
                                            .isEqualTo(new Application.Taken()));
            rig.asterisk.call(Call.to("600"));
            var caller = rig.next(AriEvent.StasisStart.class).channel().id();
            assertThat(look(rig.settings))
                    .isInstanceOfSatisfying(
                            AriFinding.Ready.class,
                            ready ->
                                    assertThat(ready.application())
                                            .isEqualTo(
                                                    new Application.Occupied(
                                                            new AriApplication(
                                                                    Settings.APPLICATION,
                                                                    List.of(caller),
                                                                    List.of()))));
            assertThat(rig.events.status().state()).isEqualTo(AriEvents.State.CONNECTED);
        }
    }

    @Test
    void wrong_credentials_and_a_user_who_may_only_look() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            var wrong =
                    new AriSettings(
                            rig.asterisk.baseUrl(),
                            Settings.USERNAME,
                            "wrong",
                            Settings.APPLICATION,
                            AriSettings.Events.CONNECT,
                            HASTY);
            assertThat(look(wrong)).isEqualTo(new AriFinding.WrongCredentials());
        }
        assertThat(look(Plan.on("POST|DELETE", ".*", new Misbehaviour.Refuse(403))))
                .isInstanceOf(AriFinding.ReadOnly.class);
    }

    @Test
    void another_path_on_asterisks_web_server_is_no_ari() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            var elsewhere = URI.create("http://127.0.0.1:" + rig.asterisk.port() + "/asterisk/ari");
            assertThat(look(elsewhere)).isEqualTo(new AriFinding.AriDisabled("Asterisk/22.10.1"));
        }
    }

    @Test
    void parts_of_ari_that_are_not_loaded_are_named() throws Exception {
        assertThat(look(Plan.on("GET", "bridges|applications", new Misbehaviour.Refuse(404))))
                .isEqualTo(
                        new AriFinding.AriIncomplete(
                                List.of("res_ari_bridges.so", "res_ari_applications.so")));
    }

    @Test
    void events_that_are_not_told_are_noticed() throws Exception {
        assertThat(look(Plan.onEvents(new Misbehaviour.Refuse(500))))
                .isInstanceOfSatisfying(
                        AriFinding.NoEvents.class,
                        found -> assertThat(found.status()).isEqualTo(500));
        assertThat(look(Plan.onEvents(new Misbehaviour.Hang())))
                .isInstanceOfSatisfying(
                        AriFinding.NoEvents.class, found -> assertThat(found.status()).isZero());
    }

    @Test
    void an_asterisk_that_fails_or_stalls() throws Exception {
        assertThat(look(Plan.every(new Misbehaviour.Refuse(503))))
                .isEqualTo(new AriFinding.Failing(503));
        assertThat(look(Plan.every(new Misbehaviour.Hang())))
                .isInstanceOf(AriFinding.NoAnswer.class);
    }

    @Test
    void the_session_limit() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT.withSessionLimit(1));
                var other = new Socket(rig.asterisk.host(), rig.asterisk.port())) {
            AriRig.until(() -> rig.asterisk.openConnections() == 1);
            assertThat(other.isConnected()).isTrue();
            assertThat(look(rig.settings)).isInstanceOf(AriFinding.ClosedUnanswered.class);
        }
    }

    @Test
    void nobody_there_and_nobody_of_that_name() throws Exception {
        int port;
        try (var server = new ServerSocket(0)) {
            port = server.getLocalPort();
        }
        assertThat(look(URI.create("http://127.0.0.1:" + port + "/ari")))
                .isEqualTo(new AriFinding.NothingListens("127.0.0.1", port));
        assertThat(look(URI.create("http://no-such-host.invalid:8088/ari")))
                .isEqualTo(new AriFinding.UnknownHost("no-such-host.invalid"));
    }

    @Test
    void somebody_else_on_that_port() throws Exception {
        try (var mail = RawServer.saying("220 mail.example.net ESMTP ready\r\n")) {
            assertThat(look(mail.url())).isInstanceOf(AriFinding.NotHttp.class);
        }
        try (var web =
                RawServer.saying(
                        "HTTP/1.1 404 Not Found\r\nServer: nginx\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(look(web.url())).isEqualTo(new AriFinding.NotAsterisk("nginx", 404));
        }
        try (var page =
                RawServer.saying(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p/>")) {
            assertThat(look(page.url())).isEqualTo(new AriFinding.NotAsterisk("", 200));
        }
        try (var api = RawServer.saying(RawServer.json(200, "\"hello\""))) {
            assertThat(look(api.url())).isEqualTo(new AriFinding.NotAsterisk("", 200));
        }
    }

    @Test
    void https_where_there_is_no_tls() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            var url = URI.create("https://127.0.0.1:" + rig.asterisk.port() + "/ari");
            assertThat(look(AriRig.settings(url, AriRig.QUICK)))
                    .isInstanceOf(AriFinding.TlsFailed.class);
        }
        try (var silent = RawServer.of(socket -> RawServer.head(socket))) {
            assertThat(look(URI.create(silent.url().toString().replace("http", "https"))))
                    .isInstanceOf(AriFinding.TlsFailed.class);
        }
    }
}
