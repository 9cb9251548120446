package io.centralita.channel.asterisk.ari;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.asterisk.ari.AriEvents.State;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.Settings;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Connections of events that Asterisk opens.
final class ListeningEventsTest {
    private static final String APP = Settings.APPLICATION;

    private final ListeningRig rig = new ListeningRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void asterisk_comes_and_tells_of_calls_and_comes_again() throws Exception {
        try (var asterisk =
                FakeAsterisk.start(AriRig.VERTX, Settings.DEFAULT.withOutbound(rig.outbound()))) {
            assertThat(rig.next(AriEvent.Connected.class).lost()).isEmpty();
            asterisk.call(Call.to("600"));
            assertThat(rig.next(AriEvent.StasisStart.class).arguments()).containsExactly("600");
            asterisk.loseEvents(Duration.ZERO);
            rig.next(AriEvent.Disconnected.class);
            assertThat(rig.next(AriEvent.Connected.class).lost()).isPresent();
            asterisk.call(Call.to("601"));
            assertThat(rig.next(AriEvent.StasisStart.class).arguments()).containsExactly("601");
        }
        rig.next(AriEvent.Disconnected.class);
        assertThat(rig.events.status().state()).isEqualTo(State.LOST);
    }

    @Test
    void the_subprotocol_is_answered_and_wrong_credentials_are_not() {
        assertThat(rig.connect().subProtocol()).isEqualTo("ari");
        for (var wrong :
                List.of(
                        rig.options(ListeningRig.USER, "wrong"),
                        rig.options("", ""),
                        rig.options("Ariuser", ListeningRig.PASSWORD))) {
            assertThat(status(wrong)).isEqualTo(401);
        }
        assertThat(status(rig.options())).isEqualTo(401);
        assertThat(rig.counted.of("refused credentials")).isEqualTo(4);
    }

    private static int status(WebSocketConnectOptions options) {
        try {
            var _ = ListeningRig.await(ListeningRig.CLIENT.connect(options));
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof UpgradeRejectedException rejected) {
                return rejected.getStatus();
            }
            throw e;
        }
    }

    @Test
    void a_message_may_be_longer_than_the_server_takes_from_others() throws Exception {
        var asterisk = rig.connect();
        rig.register(asterisk, APP, "a");
        rig.next(AriEvent.Connected.class);
        ListeningRig.await(asterisk.writeFinalTextFrame(started("sip1", 3_000_000)));
        assertThat(rig.next(AriEvent.StasisStart.class).arguments().getFirst()).hasSize(3_000_000);
        ListeningRig.await(asterisk.writeFinalTextFrame(started("sip2", 10)));
        assertThat(rig.next(AriEvent.StasisStart.class).channel().id()).isEqualTo("sip2");
        var _ = asterisk.writeFinalTextFrame(started("sip3", VertxEventWire.LARGEST_MESSAGE));
        rig.next(AriEvent.Disconnected.class);
    }

    private static String started(String channel, int argument) {
        return """
               {"type":"StasisStart","application":"%s","args":["%s"],"channel":{"id":"%s"}}
               """
                .formatted(APP, "x".repeat(argument), channel);
    }

    @Test
    void the_latest_connection_of_one_asterisk_is_the_one() throws Exception {
        var first = rig.connect();
        rig.register(first, APP, "a");
        rig.next(AriEvent.Connected.class);
        var second = rig.connect();
        rig.register(second, APP, "a");
        rig.next(AriEvent.Disconnected.class);
        rig.next(AriEvent.Connected.class);
        AriRig.until(first::isClosed);
        ListeningRig.await(
                second.writeTextMessage(
                        "{\"type\":\"BridgeDestroyed\",\"bridge\":{\"id\":\"b\"}}"));
        assertThat(rig.next(AriEvent.BridgeDestroyed.class).bridge()).isEqualTo("b");
        assertThat(second.isClosed()).isFalse();
    }

    @Test
    void another_asterisk_has_to_wait_until_the_first_one_is_gone() throws Exception {
        var first = rig.connect();
        rig.register(first, APP, "a");
        rig.next(AriEvent.Connected.class);
        var other = rig.connect();
        rig.register(other, APP, "b");
        AriRig.until(other::isClosed);
        assertThat(other.closeStatusCode()).isEqualTo((short) EventLine.NOT_HERE);
        assertThat(first.isClosed()).isFalse();
        assertThat(rig.counted.of("refused other-asterisk")).isEqualTo(1);
        ListeningRig.await(first.close());
        rig.next(AriEvent.Disconnected.class);
        rig.register(rig.connect(), APP, "b");
        rig.next(AriEvent.Connected.class);
    }

    @Test
    void who_comes_for_one_call_or_registers_nothing_is_sent_away() throws Exception {
        var perCall = rig.connect();
        rig.register(perCall, APP + ":PJSIP/trunk-00000001", "a");
        AriRig.until(perCall::isClosed);
        var none = rig.connect();
        ListeningRig.await(
                none.writeTextMessage("{\"type\":\"StasisEnd\",\"channel\":{\"id\":\"c\"}}"));
        AriRig.until(none::isClosed);
        assertThat(rig.counted.all()).contains("refused per-call", "refused no-registration");
        assertThat(rig.told).isEmpty();
        assertThat(rig.events.status().state()).isEqualTo(State.AWAITED);
    }

    /// `apps=another,centralita` in `ari.conf`.
    @Test
    void a_connection_of_several_applications_is_good_for_ours() throws Exception {
        var socket = rig.connect();
        rig.register(socket, "another", "a");
        rig.register(socket, APP, "a");
        rig.next(AriEvent.Connected.class);
        rig.register(socket, "a-third", "a");
        for (var application : List.of("another", APP)) {
            ListeningRig.await(
                    socket.writeTextMessage(
                            """
                            {"type":"BridgeDestroyed","application":"%s","bridge":{"id":"of-%s"}}
                            """
                                    .formatted(application, application)));
        }
        assertThat(rig.next(AriEvent.BridgeDestroyed.class).bridge()).isEqualTo("of-" + APP);
        assertThat(socket.isClosed()).isFalse();
    }

    @Test
    void a_replaced_connection_is_kept_so_that_asterisk_does_not_fight_for_us() throws Exception {
        var socket = rig.connect();
        rig.register(socket, APP, "a");
        ListeningRig.await(
                socket.writeTextMessage(
                        "{\"type\":\"ApplicationReplaced\",\"application\":\"" + APP + "\"}"));
        rig.next(AriEvent.Replaced.class);
        assertThat(rig.events.status().state()).isEqualTo(State.REPLACED);
        assertThat(socket.isClosed()).isFalse();
    }

    /// A WebSocket by hand, which answers no pings.
    @Test
    void an_asterisk_that_is_dead_without_a_word_is_noticed() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), rig.server.actualPort())) {
            var upgrade =
                    "GET "
                            + ListeningEvents.PATH
                            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: DbXcCwAAAAC0jf1IAAAAAA==\r\n"
                            + "Sec-WebSocket-Protocol: ari\r\nAuthorization: "
                            + new BasicCredentials(ListeningRig.USER, ListeningRig.PASSWORD)
                                    .header()
                            + "\r\n\r\n";
            var out = socket.getOutputStream();
            out.write(upgrade.getBytes(StandardCharsets.US_ASCII));
            assertThat(RawServer.head(socket)).startsWith("HTTP/1.1 101");
            var hello =
                    ("{\"type\":\"ApplicationRegistered\",\"application\":\"" + APP + "\"}")
                            .getBytes(StandardCharsets.US_ASCII);
            out.write(new byte[] {(byte) 0x81, (byte) (0x80 | hello.length), 0, 0, 0, 0});
            out.write(hello);
            rig.next(AriEvent.Connected.class);
            rig.next(AriEvent.Disconnected.class);
            assertThat(rig.counted.of("events lost")).isEqualTo(1);
        }
    }

    @Test
    void at_the_end_connections_are_closed_and_no_more_are_let_in() throws Exception {
        var socket = rig.connect();
        rig.register(socket, APP, "a");
        rig.next(AriEvent.Connected.class);
        rig.events.close();
        AriRig.until(socket::isClosed);
        assertThat(status(rig.options(ListeningRig.USER, ListeningRig.PASSWORD))).isEqualTo(503);
    }

    @Test
    void more_connections_than_anybody_needs_are_refused() {
        for (int i = 0; i < 8; i++) {
            rig.connect();
        }
        assertThat(status(rig.options(ListeningRig.USER, ListeningRig.PASSWORD))).isEqualTo(503);
        assertThat(rig.counted.of("refused events-full")).isEqualTo(1);
    }
}
