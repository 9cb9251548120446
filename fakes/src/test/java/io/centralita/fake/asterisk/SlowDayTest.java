package io.centralita.fake.asterisk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.pbx.Step;
import io.centralita.fake.asterisk.phone.Story;
import io.centralita.fake.asterisk.rtp.Conditions;
import io.centralita.fake.asterisk.rtp.RtpPacket;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/// Who is slow, on either side, and who is not there yet.
final class SlowDayTest {
    private static HttpServer listen(String subprotocol, BlockingQueue<ServerWebSocket> arrived)
            throws Exception {
        return Gateway.VERTX
                .createHttpServer(
                        new HttpServerOptions()
                                .setHost("127.0.0.1")
                                .setPort(0)
                                .setWebSocketSubProtocols(List.of(subprotocol)))
                .webSocketHandler(arrived::add)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, SECONDS);
    }

    @Test
    void a_consumer_of_events_that_does_not_read_is_cut_off() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            gateway.connect("/ari/events?app=lazy&api_key=Asterisk:secret", List.of());
            var events = gateway.events();
            gateway.asterisk.call(Call.to("600"));
            var caller = Gateway.channel(events.next("StasisStart"));
            gateway.ask("POST", "/applications/lazy/subscription?eventSource=channel:" + caller);
            var large = "{\"variable\":\"V\",\"value\":\"" + "x".repeat(60_000) + "\"}";
            while (gateway.asterisk.openConnections() > 2) {
                var request =
                        gateway.prepared("POST", "/channels/" + caller + "/variable")
                                .POST(BodyPublishers.ofString(large))
                                .build();
                assertThat(gateway.http.send(request, BodyHandlers.discarding()).statusCode())
                        .isEqualTo(204);
            }
            assertThat(events.closed).isNotDone();
        }
    }

    @Test
    void what_asterisk_does_not_read_is_heard_when_it_reads_again() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            var events = gateway.events();
            var phone = gateway.asterisk.call(Call.to("600"));
            var caller = Gateway.channel(events.next("StasisStart"));
            var media = gateway.bridgeByWebSocket(events, caller, "&format=ulaw").socket();
            gateway.asterisk.stallMedia(true);
            for (int i = 0; i < 10; i++) {
                media.writeBinaryMessage(Buffer.buffer(new byte[160]));
            }
            gateway.ask("GET", "/bridges");
            assertThat(phone.heard().packets()).isEmpty();
            gateway.asterisk.stallMedia(false);
            phone.heardPackets(10).get(10, SECONDS);
        }
    }

    @Test
    void uri_parameters_stay_with_the_client_of_the_media_websocket() throws Exception {
        BlockingQueue<ServerWebSocket> arrived = new LinkedBlockingQueue<>();
        var server = listen("media", arrived);
        var uri = URI.create("ws://127.0.0.1:" + server.actualPort() + "/media");
        var settings =
                Settings.DEFAULT
                        .withClient("gateway", WebSocketClientSettings.to(uri))
                        .withExtension("1", Step.dial("WebSocket/gateway/c(ulaw)v(call=first)"))
                        .withExtension("2", Step.dial("WebSocket/gateway/c(ulaw)"));
        try (var gateway = new Gateway(settings)) {
            gateway.asterisk.call(Call.to("1"));
            var first = arrived.poll(10, SECONDS);
            assertThat(first).isNotNull();
            assertThat(first.uri()).isEqualTo("/media?call=first");
            gateway.asterisk.call(Call.to("2"));
            var second = arrived.poll(10, SECONDS);
            assertThat(second).isNotNull();
            assertThat(second.uri()).isEqualTo("/media?call=first");
        } finally {
            server.close();
        }
    }

    @Test
    void asterisk_tries_again_until_the_application_is_there() throws Exception {
        BlockingQueue<ServerWebSocket> arrived = new LinkedBlockingQueue<>();
        var before = listen("ari", arrived);
        int port = before.actualPort();
        before.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
        var outbound =
                new OutboundAri(
                        URI.create("ws://127.0.0.1:" + port + "/ari"),
                        Gateway.APP,
                        "ariuser",
                        "aripass",
                        Duration.ofMillis(50));
        try (var gateway = new Gateway(Settings.DEFAULT.withOutbound(outbound))) {
            var phone = gateway.asterisk.call(Call.to("600"));
            assertThat(phone.ended().get(10, SECONDS)).isInstanceOf(Story.HungUp.class);
            var server =
                    Gateway.VERTX
                            .createHttpServer(
                                    new HttpServerOptions()
                                            .setHost("127.0.0.1")
                                            .setPort(port)
                                            .setReuseAddress(true)
                                            .setWebSocketSubProtocols(List.of("ari")))
                            .webSocketHandler(arrived::add)
                            .listen()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(10, SECONDS);
            assertThat(arrived.poll(10, SECONDS)).isNotNull();
            server.close();
        }
    }

    @Test
    void a_connection_that_asterisk_makes_breaks_and_comes_once_again() throws Exception {
        BlockingQueue<ServerWebSocket> arrived = new LinkedBlockingQueue<>();
        var server = listen("ari", arrived);
        var uri = URI.create("ws://127.0.0.1:" + server.actualPort() + "/ari");
        try (var gateway =
                new Gateway(Settings.DEFAULT.withOutbound(OutboundAri.to(uri, Gateway.APP)))) {
            assertThat(arrived.poll(10, SECONDS)).isNotNull();
            gateway.asterisk.loseEvents(Duration.ofMillis(100));
            assertThat(arrived).isEmpty();
            assertThat(arrived.poll(10, SECONDS)).isNotNull();
            var phone = gateway.asterisk.call(Call.to("600"));
            phone.answered().get(10, SECONDS);
            assertThat(gateway.asterisk.told())
                    .extracting(event -> event.path("type").asText())
                    .doesNotContain("ApplicationReplaced");
        } finally {
            server.close();
        }
    }

    @Test
    void rtp_is_lost_reordered_and_late_on_a_real_socket_too() throws Exception {
        var bad = Conditions.losing(0.2).reordering(0.2).withJitter(Duration.ofMillis(5));
        try (var gateway = new Gateway(Settings.DEFAULT.withConditions(bad));
                var udp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            udp.setSoTimeout(10_000);
            var events = gateway.events();
            gateway.asterisk.call(Call.to("600"));
            var caller = Gateway.channel(events.next("StasisStart"));
            gateway.bridge(
                    events, caller, "format=ulaw&external_host=127.0.0.1:" + udp.getLocalPort());
            int lost = 0;
            int swapped = 0;
            int last = -1;
            while (lost == 0 || swapped == 0) {
                var packet = new DatagramPacket(new byte[2_000], 2_000);
                udp.receive(packet);
                int sequence = RtpPacket.parse(packet.getData().clone()).orElseThrow().sequence();
                int step = last < 0 ? 1 : (short) (sequence - last);
                lost += step > 1 ? 1 : 0;
                swapped += step < 0 ? 1 : 0;
                last = sequence;
            }
            assertThat(lost + swapped).isGreaterThan(1);
        }
    }

    @Test
    void a_human_is_called_over_a_real_connection_and_hears_and_speaks() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            var events = gateway.events();
            gateway.asterisk.register(
                    "200",
                    Callee.answeringAfter(Duration.ofMillis(20))
                            .pressingAt(Duration.ofMillis(100), "1"));
            var made =
                    gateway.ask("POST", "/channels/create?endpoint=PJSIP/200&app=" + Gateway.APP);
            events.next("StasisStart");
            gateway.ask("POST", "/channels/" + made.path("id").asText() + "/dial?timeout=30");
            var phone = gateway.asterisk.called(1).get(10, SECONDS);
            phone.answered().get(10, SECONDS);
            var key = events.next("ChannelDtmfReceived");
            assertThat(key.path("digit").asText()).isEqualTo("1");
            assertThat(phone.transfer("201")).isEqualTo(400);
            phone.hangUp();
            events.next("ChannelDestroyed");
            assertThat(gateway.asterisk.leftovers().isEmpty()).isTrue();
        }
    }
}
