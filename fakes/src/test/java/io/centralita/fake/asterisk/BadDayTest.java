package io.centralita.fake.asterisk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.fake.asterisk.phone.Story;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// Each misbehaviour as an application sees it.
final class BadDayTest {
    @Test
    void events_are_lost_and_nothing_is_told_again() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            var events = gateway.events();
            var phone = gateway.asterisk.call(Call.to("600"));
            events.next("StasisStart");
            gateway.asterisk.loseEvents(Duration.ofMillis(150));
            events.closed.get(10, SECONDS);
            assertThatThrownBy(gateway::events).isInstanceOf(CompletionException.class);
            phone.hangUp();
            var again = reconnected(gateway);
            gateway.asterisk.call(Call.to("601"));
            var next = again.next("StasisStart");
            assertThat(next.path("args").path(0).asText()).isEqualTo("601");
            assertThat(gateway.asterisk.leftovers().channels()).hasSize(1);
        }
    }

    private static Gateway.Events reconnected(Gateway gateway) {
        while (true) {
            try {
                return gateway.events();
            } catch (CompletionException _) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_call_while_nobody_listens_is_lost() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            var phone = gateway.asterisk.call(Call.to("600"));
            assertThat(phone.ended().get(10, SECONDS)).isInstanceOf(Story.HungUp.class);
            assertThat(gateway.asterisk.leftovers().isEmpty()).isTrue();
        }
    }

    @Test
    void frozen_events_answer_no_pings() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            var events = gateway.events();
            var pong = new CompletableFuture<Void>();
            events.socket.pongHandler(_ -> pong.complete(null));
            events.socket.writePing(Buffer.buffer("?"));
            pong.get(10, SECONDS);
            gateway.asterisk.freezeEvents();
            var silence = new CompletableFuture<Void>();
            events.socket.pongHandler(_ -> silence.complete(null));
            events.socket.writePing(Buffer.buffer("?"));
            var phone = gateway.asterisk.call(Call.to("600"));
            assertThat(phone.ended().get(10, SECONDS)).isInstanceOf(Story.HungUp.class);
            assertThat(silence).isNotDone();
            assertThat(events.queue).isEmpty();
            assertThat(events.closed).isNotDone();
        }
    }

    @Test
    void who_does_not_read_its_media_holds_up_the_callers_end() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            var events = gateway.events();
            var phone = gateway.asterisk.call(Call.to("600"));
            var caller = Gateway.channel(events.next("StasisStart"));
            var media = gateway.bridgeByWebSocket(events, caller, "&format=slin16").socket();
            gateway.asterisk.clogMedia(true);
            phone.hangUp();
            assertThat(phone.ended()).isDone();
            assertThat(gateway.request("GET", "/channels/" + caller).statusCode()).isEqualTo(200);
            RawSocket.reset(media);
            events.next("StasisEnd");
            var bridge = gateway.asterisk.leftovers().bridges().getFirst();
            gateway.ask("DELETE", "/bridges/" + bridge);
            assertThat(gateway.asterisk.leftovers().isEmpty()).isTrue();
        }
    }

    @Test
    void another_one_takes_the_application_over() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            var events = gateway.events();
            gateway.asterisk.replaceApplication(Gateway.APP);
            var replaced = events.next("ApplicationReplaced");
            assertThat(replaced.path("application").asText()).isEqualTo(Gateway.APP);
            gateway.asterisk.call(Call.to("600")).answered().get(10, SECONDS);
            assertThat(events.closed).isNotDone();
        }
    }

    @Test
    void a_restart_ends_all_calls_and_forgets_everything() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            var events = gateway.events();
            var phone = gateway.asterisk.call(Call.to("600"));
            events.next("StasisStart");
            gateway.ask("POST", "/bridges?bridgeId=b");
            var back = gateway.asterisk.restart(Duration.ofMillis(500));
            var request = events.next("ChannelHangupRequest");
            assertThat(request.path("cause").asInt()).isEqualTo(4);
            events.next("StasisEnd");
            assertThat(phone.ended().get(10, SECONDS)).isInstanceOf(Story.HungUp.class);
            events.closed.get(10, SECONDS);
            assertThatThrownBy(() -> gateway.request("GET", "/bridges"))
                    .isInstanceOf(IOException.class);
            back.get(10, SECONDS);
            assertThat(gateway.asterisk.leftovers().isEmpty()).isTrue();
            assertThat(reconnected(gateway).closed).isNotDone();
            assertThat(gateway.ask("GET", "/bridges")).isEmpty();
        }
    }

    @Test
    void idle_connections_are_closed_at_once() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT);
                var socket = new Socket(gateway.asterisk.host(), gateway.asterisk.port())) {
            socket.setSoTimeout(10_000);
            while (gateway.asterisk.openConnections() == 0) {
                Thread.onSpinWait();
            }
            gateway.asterisk.closeIdleConnections();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void requests_are_reset_or_never_answered() throws Exception {
        try (var gateway =
                new Gateway(
                        Settings.DEFAULT.withPlan(
                                Plan.on("GET", "channels", new Misbehaviour.Reset())
                                        .and("GET", "bridges", 1, new Misbehaviour.Hang())))) {
            assertThatThrownBy(() -> gateway.request("GET", "/channels"))
                    .isInstanceOf(IOException.class);
            // Whichever comes first is not answered.
            var one = bridges(gateway);
            var other = bridges(gateway);
            var answered = (HttpResponse<?>) CompletableFuture.anyOf(one, other).join();
            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(one.isDone() && other.isDone()).isFalse();
        }
    }

    private static CompletableFuture<HttpResponse<String>> bridges(Gateway gateway) {
        return gateway.http.sendAsync(
                gateway.prepared("GET", "/bridges").build(), BodyHandlers.ofString());
    }
}
