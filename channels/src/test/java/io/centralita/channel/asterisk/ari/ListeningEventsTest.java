package io.centralita.channel.asterisk.ari;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.scope.Time;
import io.centralita.channel.asterisk.ari.AriEvents.State;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.OutboundAri;
import io.centralita.fake.asterisk.Settings;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Connections of events that Asterisk opens.
final class ListeningEventsTest {
    private static final String USER = "ariuser";
    private static final String PASSWORD = "aripass";
    private static final String APP = Settings.APPLICATION;

    private static final WebSocketClient CLIENT = AriRig.VERTX.createWebSocketClient();

    private final Counted counted = new Counted();
    private final BlockingQueue<AriEvent> told = new LinkedBlockingQueue<>();
    private final ListeningEvents events =
            new ListeningEvents(
                    AriRig.VERTX,
                    AriRig.settings(URI.create("http://127.0.0.1:8088/ari"), AriRig.QUICK),
                    USER,
                    PASSWORD,
                    Time.SYSTEM,
                    counted);
    private final HttpServer server = serve();

    private HttpServer serve() {
        events.subscribe(told::add);
        events.start();
        var router = Router.router(AriRig.VERTX);
        events.mount(router);
        return await(
                AriRig.VERTX
                        .createHttpServer(
                                new HttpServerOptions()
                                        .setWebSocketSubProtocols(
                                                List.of("audio", ListeningEvents.SUBPROTOCOL)))
                        .requestHandler(router)
                        .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() {
        events.close();
        await(server.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private OutboundAri outbound() {
        return OutboundAri.to(
                URI.create("ws://127.0.0.1:" + server.actualPort() + ListeningEvents.PATH), APP);
    }

    private <T extends AriEvent> T next(Class<T> kind) throws InterruptedException {
        while (true) {
            var event = told.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no " + kind.getSimpleName());
            }
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    /// An Asterisk in the hands of the test.
    private WebSocket connect() {
        return await(CLIENT.connect(options(USER, PASSWORD)));
    }

    private WebSocketConnectOptions options(String user, String password) {
        var options =
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(server.actualPort())
                        .setURI(ListeningEvents.PATH)
                        .addSubProtocol("ari");
        return options.addHeader("Authorization", new BasicCredentials(user, password).header());
    }

    private static void register(WebSocket socket, String application, String asteriskId) {
        await(
                socket.writeTextMessage(
                        """
                        {"type":"ApplicationRegistered","application":"%s","asterisk_id":"%s"}
                        """
                                .formatted(application, asteriskId)));
    }

    @Test
    void asterisk_comes_and_tells_of_calls_and_comes_again() throws Exception {
        try (var asterisk =
                FakeAsterisk.start(AriRig.VERTX, Settings.DEFAULT.withOutbound(outbound()))) {
            assertThat(next(AriEvent.Connected.class).lost()).isEmpty();
            asterisk.call(Call.to("600"));
            assertThat(next(AriEvent.StasisStart.class).arguments()).containsExactly("600");
            asterisk.loseEvents(Duration.ZERO);
            next(AriEvent.Disconnected.class);
            assertThat(next(AriEvent.Connected.class).lost()).isPresent();
            asterisk.call(Call.to("601"));
            assertThat(next(AriEvent.StasisStart.class).arguments()).containsExactly("601");
        }
        next(AriEvent.Disconnected.class);
        assertThat(events.status().state()).isEqualTo(State.LOST);
    }

    @Test
    void the_subprotocol_is_answered_and_wrong_credentials_are_not() {
        assertThat(connect().subProtocol()).isEqualTo("ari");
        for (var wrong :
                List.of(options(USER, "wrong"), options("", ""), options("Ariuser", PASSWORD))) {
            assertThat(status(wrong)).isEqualTo(401);
        }
        assertThat(
                        status(
                                new WebSocketConnectOptions()
                                        .setHost("127.0.0.1")
                                        .setPort(server.actualPort())
                                        .setURI(ListeningEvents.PATH)))
                .isEqualTo(401);
        assertThat(counted.of("refused credentials")).isEqualTo(4);
    }

    private static int status(WebSocketConnectOptions options) {
        try {
            var _ = await(CLIENT.connect(options));
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof UpgradeRejectedException rejected) {
                return rejected.getStatus();
            }
            throw e;
        }
    }

    @Test
    void the_latest_connection_of_one_asterisk_is_the_one() throws Exception {
        var first = connect();
        register(first, APP, "a");
        next(AriEvent.Connected.class);
        var second = connect();
        register(second, APP, "a");
        next(AriEvent.Disconnected.class);
        next(AriEvent.Connected.class);
        AriRig.until(first::isClosed);
        await(second.writeTextMessage("{\"type\":\"BridgeDestroyed\",\"bridge\":{\"id\":\"b\"}}"));
        assertThat(next(AriEvent.BridgeDestroyed.class).bridge()).isEqualTo("b");
        assertThat(second.isClosed()).isFalse();
    }

    @Test
    void another_asterisk_has_to_wait_until_the_first_one_is_gone() throws Exception {
        var first = connect();
        register(first, APP, "a");
        next(AriEvent.Connected.class);
        var other = connect();
        register(other, APP, "b");
        AriRig.until(other::isClosed);
        assertThat(other.closeStatusCode()).isEqualTo((short) EventLine.NOT_HERE);
        assertThat(first.isClosed()).isFalse();
        assertThat(counted.of("refused other-asterisk")).isEqualTo(1);
        await(first.close());
        next(AriEvent.Disconnected.class);
        register(connect(), APP, "b");
        next(AriEvent.Connected.class);
    }

    @Test
    void who_registers_another_application_or_none_is_sent_away() throws Exception {
        var perCall = connect();
        register(perCall, APP + ":PJSIP/trunk-00000001", "a");
        AriRig.until(perCall::isClosed);
        var none = connect();
        await(none.writeTextMessage("{\"type\":\"StasisEnd\",\"channel\":{\"id\":\"c\"}}"));
        AriRig.until(none::isClosed);
        assertThat(counted.all()).contains("refused other-application", "refused no-registration");
        assertThat(told).isEmpty();
        assertThat(events.status().state()).isEqualTo(State.AWAITED);
    }

    @Test
    void a_replaced_connection_is_kept_so_that_asterisk_does_not_fight_for_us() throws Exception {
        var socket = connect();
        register(socket, APP, "a");
        await(
                socket.writeTextMessage(
                        "{\"type\":\"ApplicationReplaced\",\"application\":\"" + APP + "\"}"));
        next(AriEvent.Replaced.class);
        assertThat(events.status().state()).isEqualTo(State.REPLACED);
        assertThat(socket.isClosed()).isFalse();
    }

    /// A WebSocket by hand, which answers no pings.
    @Test
    void an_asterisk_that_is_dead_without_a_word_is_noticed() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            var upgrade =
                    "GET "
                            + ListeningEvents.PATH
                            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: DbXcCwAAAAC0jf1IAAAAAA==\r\n"
                            + "Sec-WebSocket-Protocol: ari\r\nAuthorization: "
                            + new BasicCredentials(USER, PASSWORD).header()
                            + "\r\n\r\n";
            var out = socket.getOutputStream();
            out.write(upgrade.getBytes(StandardCharsets.US_ASCII));
            assertThat(RawServer.head(socket)).startsWith("HTTP/1.1 101");
            var hello =
                    ("{\"type\":\"ApplicationRegistered\",\"application\":\"" + APP + "\"}")
                            .getBytes(StandardCharsets.US_ASCII);
            out.write(new byte[] {(byte) 0x81, (byte) (0x80 | hello.length), 0, 0, 0, 0});
            out.write(hello);
            next(AriEvent.Connected.class);
            next(AriEvent.Disconnected.class);
            assertThat(counted.of("events lost")).isEqualTo(1);
        }
    }

    @Test
    void at_the_end_connections_are_closed_and_no_more_are_let_in() throws Exception {
        var socket = connect();
        register(socket, APP, "a");
        next(AriEvent.Connected.class);
        events.close();
        AriRig.until(socket::isClosed);
        assertThat(status(options(USER, PASSWORD))).isEqualTo(503);
    }

    @Test
    void more_connections_than_anybody_needs_are_refused() {
        for (int i = 0; i < 8; i++) {
            connect();
        }
        assertThat(status(options(USER, PASSWORD))).isEqualTo(503);
        assertThat(counted.of("refused events-full")).isEqualTo(1);
    }
}
