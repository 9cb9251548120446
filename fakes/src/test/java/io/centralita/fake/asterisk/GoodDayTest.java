package io.centralita.fake.asterisk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.pbx.Step;
import io.centralita.fake.asterisk.phone.Story;
import io.centralita.fake.asterisk.rtp.RtpPacket;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/// Whole calls over real sockets, by a foreign application.
final class GoodDayTest {
    private static final Recording TONE =
            new Recording(8_000, Tones.sine(440, -12, Duration.ofSeconds(2), 8_000));

    @Test
    void a_call_over_rtp_there_and_back() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT);
                var udp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            udp.setSoTimeout(10_000);
            var events = gateway.events();
            var phone =
                    gateway.asterisk.call(
                            Call.to("600").from("Ana", "+34910000000").speaking(TONE));
            var start = events.next("StasisStart");
            assertThat(start.path("args").path(0).asText()).isEqualTo("600");
            assertThat(start.path("channel").path("caller").path("name").asText()).isEqualTo("Ana");
            var caller = Gateway.channel(start);
            var media =
                    gateway.bridge(
                            events,
                            caller,
                            "format=ulaw&external_host=127.0.0.1:" + udp.getLocalPort());
            int port =
                    Integer.parseInt(
                            media.path("channelvars").path("UNICASTRTP_LOCAL_PORT").asText());
            for (int i = 0; i < 25; i++) {
                var packet = new DatagramPacket(new byte[2_000], 2_000);
                udp.receive(packet);
                var bytes = Arrays.copyOf(packet.getData(), packet.getLength());
                var received = RtpPacket.parse(bytes).orElseThrow();
                assertThat(received.payloadType()).isZero();
                var echo = new RtpPacket(i == 0, 0, i, 160L * i, 77, received.payload()).bytes();
                udp.send(
                        new DatagramPacket(
                                echo, echo.length, InetAddress.getLoopbackAddress(), port));
            }
            phone.heardPackets(25).get(10, SECONDS);
            assertThat(phone.heard().firstAboveNanos(-30)).isPresent();
            phone.hangUp();
            events.next("StasisEnd");
            assertThat(gateway.asterisk.leftovers().channels()).hasSize(1);
            gateway.ask("DELETE", "/channels/" + media.path("id").asText());
            events.next("ChannelDestroyed");
            var bridge = gateway.asterisk.leftovers().bridges().getFirst();
            gateway.ask("DELETE", "/bridges/" + bridge);
            assertThat(gateway.asterisk.leftovers().isEmpty()).isTrue();
            assertThat(gateway.asterisk.asked()).extracting(Asked::what).contains("POST bridges");
        }
    }

    @Test
    void a_media_websocket_that_we_open() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            var events = gateway.events();
            var phone = gateway.asterisk.call(Call.to("600"));
            var caller = Gateway.channel(events.next("StasisStart"));
            var connected =
                    gateway.bridgeByWebSocket(
                            events, caller, "&format=slin16&transport_data=f(json)");
            var media = new Gateway.Events(connected.socket());
            var first = media.queue.poll(10, SECONDS);
            assertThat(first).isNotNull();
            assertThat(first.path("event").asText()).isEqualTo("MEDIA_START");
            assertThat(status(gateway, "/media/" + connected.id())).isEqualTo(409);
            assertThat(status(gateway, "/media/nosuch")).isEqualTo(404);
            for (int i = 0; i < 10; i++) {
                media.socket.writeBinaryMessage(Buffer.buffer(new byte[640]));
            }
            media.socket.writeTextMessage("{\"command\":\"MARK_MEDIA\",\"correlation_id\":\"m\"}");
            var mark = media.queue.poll(10, SECONDS);
            assertThat(mark).isNotNull();
            assertThat(mark.path("event").asText()).isEqualTo("MEDIA_MARK_PROCESSED");
            assertThat(phone.heard().packets()).hasSize(10);
            media.socket.close();
            var gone = events.next("ChannelDestroyed");
            assertThat(gone.path("tech_cause").asInt()).isEqualTo(1001);
            assertThat(phone.isOver()).isFalse();
        }
    }

    private static int status(Gateway gateway, String uri) {
        try {
            gateway.connect(uri, List.of("media"));
            return 101;
        } catch (RuntimeException e) {
            return e.getCause() instanceof UpgradeRejectedException rejected
                    ? rejected.getStatus()
                    : -1;
        }
    }

    @Test
    void straight_from_the_dial_plan_by_websocket_and_by_audiosocket() throws Exception {
        BlockingQueue<ServerWebSocket> arrived = new LinkedBlockingQueue<>();
        var server =
                Gateway.VERTX
                        .createHttpServer(
                                new HttpServerOptions()
                                        .setHost("127.0.0.1")
                                        .setPort(0)
                                        .setWebSocketSubProtocols(List.of("media")))
                        .webSocketHandler(arrived::add)
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, SECONDS);
        try (var tcp = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var settings =
                    Settings.DEFAULT
                            .withClient(
                                    "gateway",
                                    WebSocketClientSettings.to(
                                            URI.create(
                                                    "ws://127.0.0.1:"
                                                            + server.actualPort()
                                                            + "/media")))
                            .withExtension(
                                    "120",
                                    Step.answer(),
                                    Step.dial("WebSocket/gateway/c(ulaw)v(from=1,to=${EXTEN})"))
                            .withExtension(
                                    "110",
                                    Step.answer(),
                                    Step.audioSocket("", "127.0.0.1:" + tcp.getLocalPort()));
            try (var gateway = new Gateway(settings)) {
                var first = gateway.asterisk.call(Call.to("120"));
                var socket = arrived.poll(10, SECONDS);
                assertThat(socket).isNotNull();
                assertThat(socket.uri()).isEqualTo("/media?from=1&to=120");
                assertThat(socket.headers().get("Authorization")).startsWith("Basic ");
                socket.close();
                assertThat(first.ended().get(10, SECONDS)).isInstanceOf(Story.HungUp.class);

                var second = gateway.asterisk.call(Call.to("110"));
                try (var connection = tcp.accept()) {
                    connection.setSoTimeout(10_000);
                    assertThat(connection.getInputStream().readNBytes(3)).containsExactly(1, 0, 16);
                    second.hangUp();
                    connection.getInputStream().readAllBytes();
                }
                assertThat(gateway.asterisk.leftovers().isEmpty()).isTrue();
            }
        } finally {
            server.close();
        }
    }

    @Test
    void asterisk_comes_to_us_and_comes_back() throws Exception {
        BlockingQueue<ServerWebSocket> arrived = new LinkedBlockingQueue<>();
        var server =
                Gateway.VERTX
                        .createHttpServer(
                                new HttpServerOptions()
                                        .setHost("127.0.0.1")
                                        .setPort(0)
                                        .setWebSocketSubProtocols(List.of("ari")))
                        .webSocketHandler(arrived::add)
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, SECONDS);
        var uri = URI.create("ws://127.0.0.1:" + server.actualPort() + "/ari");
        try (var gateway =
                new Gateway(Settings.DEFAULT.withOutbound(OutboundAri.to(uri, Gateway.APP)))) {
            var first = arrived.poll(10, SECONDS);
            assertThat(first).isNotNull();
            assertThat(first.subProtocol()).isEqualTo("ari");
            first.close();
            var second = arrived.poll(10, SECONDS);
            assertThat(second).isNotNull();
            assertThat(gateway.asterisk.told())
                    .extracting(event -> event.path("type").asText())
                    .contains("ApplicationRegistered");
        } finally {
            server.close();
        }
    }

    @Test
    void a_phone_is_called_and_answers_or_does_not() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            var events = gateway.events();
            gateway.asterisk.register("6001", Callee.answeringAfter(Duration.ofMillis(50)));
            gateway.asterisk.register("6002", Callee.busy());
            gateway.ask("POST", "/channels?endpoint=PJSIP/6001&app=" + Gateway.APP);
            var start = events.next("StasisStart");
            assertThat(start.path("channel").path("name").asText()).startsWith("PJSIP/6001-");
            gateway.ask("DELETE", "/channels/" + Gateway.channel(start));
            assertThat(gateway.asterisk.called().getFirst().ended().get(10, SECONDS))
                    .isInstanceOf(Story.HungUp.class);
            gateway.ask("POST", "/channels?endpoint=PJSIP/6002&app=" + Gateway.APP);
            var busy = events.next("ChannelDestroyed");
            while (busy.path("cause").asInt() != 17) {
                busy = events.next("ChannelDestroyed");
            }
            assertThat(gateway.request("POST", "/channels?endpoint=PJSIP/6003&app=x").statusCode())
                    .isEqualTo(500);
        }
    }
}
