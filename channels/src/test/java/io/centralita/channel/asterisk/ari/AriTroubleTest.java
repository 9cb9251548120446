package io.centralita.channel.asterisk.ari;

import static io.centralita.channel.asterisk.ari.AriRig.failure;
import static io.centralita.channel.asterisk.ari.AriRig.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import io.centralita.channel.asterisk.ari.AriSettings.Limits;
import io.centralita.fake.asterisk.Asked;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.Callee;
import io.centralita.fake.asterisk.Misbehaviour;
import io.centralita.fake.asterisk.Plan;
import io.centralita.fake.asterisk.Settings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Requests on a bad day.
final class AriTroubleTest {
    private static final Limits HASTY = hasty(Duration.ofMillis(600));
    private static final ExternalMedia MEDIA =
            new ExternalMedia(
                    "ulaw",
                    "127.0.0.1:40000",
                    "rtp",
                    "udp",
                    "client",
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());

    private static Limits hasty(Duration request) {
        var quick = AriRig.QUICK;
        return new Limits(
                request,
                quick.ping(),
                quick.pong(),
                quick.firstRetry(),
                quick.lastRetry(),
                quick.connections());
    }

    @Test
    void a_stale_connection_costs_nothing_but_another_attempt() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            rig.ari.info();
            rig.asterisk.plan(Plan.once("GET", "bridges", new Misbehaviour.Reset()));
            assertThat(rig.ari.bridges()).isEmpty();
            assertThat(rig.counted.of("request-again stale")).isEqualTo(1);
            assertThat(rig.pauses).isEmpty();
            rig.asterisk.closeIdleConnections();
            assertThat(rig.ari.bridges()).isEmpty();
        }
    }

    @Test
    void connections_are_gone_before_asterisk_closes_them() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) { // closes them after 15 s
            rig.ari.info();
            assertThat(rig.asterisk.openConnections()).isEqualTo(1);
            AriRig.until(() -> rig.asterisk.openConnections() == 0);
            assertThat(rig.asterisk.idledConnections()).as("closed by Asterisk").isZero();
        }
    }

    /// Each kind of request whose answer is lost after it was carried out.
    @Test
    void what_was_done_although_the_answer_was_lost_is_found_out() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            rig.listen();
            rig.asterisk.register("200", Callee.answeringAfter(Duration.ofMinutes(1)));
            rig.asterisk.call(Call.to("600"));
            var caller = rig.next(AriEvent.StasisStart.class).channel().id();
            rig.asterisk.plan(losing("POST|DELETE"));

            rig.ari.createBridge("b", "");
            lose(rig);
            var media = rig.ari.externalMedia("m", MEDIA);
            assertThat(media.variables())
                    .containsKeys(MediaVariables.RTP_PORT, MediaVariables.RTP_ADDRESS);
            rig.next(AriEvent.StasisStart.class);
            lose(rig);
            rig.ari.add("b", List.of(caller, "m"));
            lose(rig);
            rig.ari.remove("b", "m");
            rig.ari.remove("b", caller);
            lose(rig);
            rig.ari.recordChannel(caller, new AriRecording("r", "wav", Duration.ZERO, false));
            lose(rig);
            rig.ari.stopRecording("r");
            lose(rig);
            assertThat(rig.ari.snoop(caller, "s", "in", "none").id()).isEqualTo("s");
            lose(rig);
            rig.ari.hangUp("s", 16);
            lose(rig);
            assertThat(
                            rig.ari
                                    .originate(
                                            new Originate(
                                                    "o",
                                                    "PJSIP/200",
                                                    "",
                                                    "",
                                                    Duration.ofSeconds(30),
                                                    "",
                                                    Map.of()))
                                    .id())
                    .isEqualTo("o");
            lose(rig);
            rig.ari.deleteBridge("b");
            lose(rig);
            rig.ari.leave(caller, new DialPlanPlace("", "600", "1"));
            assertThat(
                            rig.counted.of("request-again stale")
                                    + rig.counted.of("request-again closed-unanswered"))
                    .isEqualTo(11);
        }
    }

    private static void lose(AriRig rig) {
        rig.asterisk.plan(losing("POST|DELETE"));
    }

    private static Plan losing(String method) {
        return Plan.once(method, ".*", new Misbehaviour.LoseAnswer());
    }

    @Test
    void what_must_not_be_done_twice_is_not_asked_twice() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            rig.listen();
            var phone = rig.asterisk.call(Call.to("600"));
            var caller = rig.next(AriEvent.StasisStart.class).channel().id();
            lose(rig);
            assertThat(reason(() -> rig.ari.dtmf(caller, "7"))).isEqualTo(new Reason.Unreachable());
            AriRig.until(() -> phone.keysHeard().equals("7"));
            assertThat(rig.asterisk.asked().stream().filter(AriTroubleTest::isDtmf)).hasSize(1);
        }
    }

    private static boolean isDtmf(Asked asked) {
        return asked.what().endsWith("/dtmf");
    }

    @Test
    void a_refusal_after_a_lost_answer_is_a_refusal_where_nothing_is_there() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            rig.listen();
            rig.asterisk.plan(
                    Plan.once("POST", ".*", new Misbehaviour.Reset())
                            .and("POST", ".*", 1, new Misbehaviour.Refuse(500)));
            assertThat(reason(() -> rig.ari.createBridge("b", "")))
                    .isEqualTo(new Reason.Refused(500, "Refused by plan"));
            assertThat(rig.ari.bridges()).isEmpty();
        }
    }

    @Test
    void who_stalls_is_left_in_time_and_its_connection_given_back() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT, HASTY)) {
            rig.asterisk.plan(Plan.every(new Misbehaviour.Hang()));
            for (int i = 0; i < 6; i++) { // more than there are connections
                assertThat(reason(rig.ari::info)).isEqualTo(new Reason.TimedOut());
            }
            assertThat(rig.counted.of("request timed-out")).isEqualTo(6);
            rig.asterisk.plan(Plan.NONE);
            assertThat(rig.ari.info().version()).isEqualTo("22.10.1");
        }
    }

    /// A connection that died without a word: half of the time is for it, the rest for another.
    @Test
    void one_stall_does_not_cost_a_request_that_can_be_asked_again() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT, hasty(Duration.ofSeconds(2)))) {
            rig.asterisk.plan(Plan.once("POST", "bridges", new Misbehaviour.Hang()));
            rig.ari.createBridge("b", "");
            assertThat(rig.counted.of("request-again late")).isEqualTo(1);
            rig.asterisk.plan(
                    Plan.once("DELETE", ".*", new Misbehaviour.Late(Duration.ofMillis(1_300))));
            rig.ari.deleteBridge("b"); // the second time it is gone
        }
    }

    @Test
    void each_status_is_told_and_not_repeated() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            for (int status : List.of(400, 401, 403, 404, 405, 409, 412, 422, 500, 501, 503)) {
                rig.asterisk.plan(Plan.every(new Misbehaviour.Refuse(status)));
                assertThat(reason(rig.ari::channels))
                        .isEqualTo(new Reason.Refused(status, "Refused by plan"));
            }
            assertThat(rig.asterisk.asked()).hasSize(11);
        }
    }

    @Test
    void beyond_the_session_limit_it_is_noticed_and_tried_again() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT.withSessionLimit(3))) {
            var others = new ArrayList<Socket>();
            for (int i = 0; i < 3; i++) {
                others.add(new Socket(rig.asterisk.host(), rig.asterisk.port()));
            }
            AriRig.until(() -> rig.asterisk.openConnections() == 3);
            assertThat(reason(rig.ari::info)).isEqualTo(new Reason.Unreachable());
            assertThat(rig.counted.of("oddity closed-unanswered")).isEqualTo(4);
            assertThat(rig.pauses).hasSize(3).isSorted();
            others.getFirst().close();
            AriRig.until(() -> rig.asterisk.openConnections() == 2);
            assertThat(rig.ari.info().version()).isEqualTo("22.10.1");
            for (var other : others) {
                other.close();
            }
        }
    }

    @Test
    void no_more_connections_are_made_than_allowed() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            rig.asterisk.plan(Plan.every(new Misbehaviour.Late(Duration.ofMillis(30))));
            var answers = new ArrayList<CompletableFuture<Integer>>();
            for (int i = 0; i < 60; i++) {
                answers.add(
                        CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        rig.ari.channels();
                                        return rig.asterisk.openConnections();
                                    } catch (AriFailure | InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                },
                                threads));
            }
            for (var answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isLessThanOrEqualTo(4);
            }
        }
    }

    @Test
    void nobody_there_is_unreachable_after_some_attempts() throws Exception {
        int port;
        try (var server = new ServerSocket(0)) {
            port = server.getLocalPort();
        }
        try (var rig = new AriRig(Settings.DEFAULT);
                var ari = rig.client(at(URI.create("http://127.0.0.1:" + port + "/ari")))) {
            assertThat(reason(() -> ari.hangUp("c", 16))).isEqualTo(new Reason.Unreachable());
            assertThat(rig.pauses)
                    .containsExactly(
                            Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200));
        }
    }

    @Test
    void what_is_no_answer_of_asterisks_is_garbled() throws Exception {
        var nonsense =
                List.of(
                        "220 mail.example.net ESMTP ready\r\n",
                        "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n<html>hi</html>",
                        RawServer.json(200, "{\"system\":{\"version\":\"22.1\"}"),
                        RawServer.json(200, "{\"system\":{\"version\":\"22.1\"}} and more"),
                        RawServer.json(200, "[]"),
                        RawServer.json(200, "{}"),
                        RawServer.json(200, ""),
                        RawServer.json(302, "{\"system\":{\"version\":\"22.1\"}}"),
                        RawServer.json(200, "{\"a\":\"" + "x".repeat(9_000_000) + "\"}"));
        for (var text : nonsense) {
            try (var server = RawServer.saying(text);
                    var rig = new AriRig(Settings.DEFAULT);
                    var ari = rig.client(at(server.url()))) {
                assertThat(reason(ari::info))
                        .as(text.substring(0, Math.min(80, text.length())))
                        .isEqualTo(new Reason.Garbled());
                assertThat(server.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void an_answer_that_breaks_off_is_asked_for_again() throws Exception {
        try (var server =
                        RawServer.saying(
                                "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"system\":");
                var rig = new AriRig(Settings.DEFAULT);
                var ari = rig.client(at(server.url()))) {
            assertThat(reason(ari::info)).isEqualTo(new Reason.Unreachable());
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    @Test
    void a_page_instead_of_a_refusal_is_a_refusal_without_a_message() throws Exception {
        try (var server =
                        RawServer.saying(
                                "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>");
                var rig = new AriRig(Settings.DEFAULT);
                var ari = rig.client(at(server.url()))) {
            assertThat(reason(ari::info)).isEqualTo(new Reason.Refused(502, ""));
        }
    }

    @Test
    void who_sends_our_own_password_back_does_not_bring_it_into_a_log() throws Exception {
        try (var server = RawServer.of(AriTroubleTest::echo);
                var rig = new AriRig(Settings.DEFAULT);
                var ari = rig.client(at(server.url()));
                var logs = new CapturedLogs()) {
            var failure = failure(() -> ari.hangUp("c", 16));
            assertThat(failure.reason())
                    .isInstanceOfSatisfying(
                            Reason.Refused.class,
                            refused ->
                                    assertThat(refused.message()).startsWith("no: Authorization"));
            assertThat(failure.toString() + logs.all())
                    .doesNotContain(Settings.PASSWORD, "QXN0ZXJpc2s6c2VjcmV0");
            assertThat(rig.settings.toString() + new BasicCredentials("u", "find-me"))
                    .doesNotContain(Settings.PASSWORD, "find-me");
            assertThat(logs.all()).contains("Asterisk did not do what it was asked");
        }
    }

    private static void echo(Socket socket) throws IOException {
        var head = RawServer.head(socket);
        int at = head.indexOf("Authorization");
        var line = at < 0 ? head.substring(head.indexOf("authorization")) : head.substring(at);
        var shown = line.lines().findFirst().orElseThrow();
        shown = "A" + shown.substring(1) + " secret";
        socket.getOutputStream()
                .write(
                        RawServer.json(403, "{\"message\":\"no: " + shown + "\"}")
                                .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void an_event_loop_is_refused() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            var answer = new CompletableFuture<String>();
            AriRig.VERTX.runOnContext(
                    _ -> {
                        try {
                            answer.complete(rig.ari.info().version());
                        } catch (AriFailure | InterruptedException | RuntimeException e) {
                            answer.completeExceptionally(e);
                        }
                    });
            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void who_waits_can_be_interrupted() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            rig.asterisk.plan(Plan.every(new Misbehaviour.Hang()));
            var ended = new CompletableFuture<Throwable>();
            var thread =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            rig.ari.info();
                                        } catch (AriFailure | InterruptedException e) {
                                            ended.complete(e);
                                        }
                                    });
            AriRig.until(() -> !rig.asterisk.asked().isEmpty());
            thread.interrupt();
            assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void what_is_under_way_at_the_end_is_unreachable() throws Exception {
        try (var rig = new AriRig(Settings.DEFAULT)) {
            rig.asterisk.plan(Plan.every(new Misbehaviour.Hang()));
            var ended = new CompletableFuture<Reason>();
            Thread.ofVirtual().start(() -> ended.complete(reason(() -> rig.ari.hangUp("c", 16))));
            AriRig.until(() -> !rig.asterisk.asked().isEmpty());
            rig.ari.close();
            assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo(new Reason.Unreachable());
        }
    }

    private static AriSettings at(URI url) {
        return AriRig.settings(url, AriRig.QUICK);
    }
}
