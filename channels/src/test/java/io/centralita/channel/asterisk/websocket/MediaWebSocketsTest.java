package io.centralita.channel.asterisk.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.channel.Loopback;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.channel.asterisk.websocket.MediaRig.Caller;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is let in, what belongs to whom, and what a media WebSocket may not do, over real sockets.
final class MediaWebSocketsTest {
    private static final MediaRequest ULAW = new MediaRequest("media-1", List.of("ulaw"));

    private final MediaRig rig = new MediaRig(MediaRig.client());

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({",401", "mediauser:wrong,401", "other:mediapass,401", "mediauser:mediapass,101"})
    void credentials_are_asked_for(@Nullable String credentials, int status) {
        assertThat(upgrade(rig, credentials)).isEqualTo(status);
    }

    private static int upgrade(MediaRig rig, @Nullable String credentials) {
        try {
            Loopback.await(rig.webSockets.connect(rig.options(credentials)));
            return 101;
        } catch (RuntimeException e) {
            return e.getCause() instanceof UpgradeRejectedException rejected
                    ? rejected.getStatus()
                    : -1;
        }
    }

    @Test
    void without_credentials_only_this_machine_is_let_in() {
        var settings =
                new WebSocketSettings(
                        MediaRig.NOWHERE,
                        Optional.of("gateway"),
                        WebSocketSettings.Visitors.OF_THIS_MACHINE,
                        OptionalInt.empty(),
                        false,
                        MediaRig.QUICK);
        try (var open = new MediaRig(settings)) {
            assertThat(upgrade(open, null)).isEqualTo(101);
            var passedOn = open.options(null).addHeader("X-Forwarded-For", "10.0.0.1");
            assertThatThrownBy(() -> Loopback.await(open.webSockets.connect(passedOn)))
                    .hasRootCauseInstanceOf(UpgradeRejectedException.class);
            assertThat(open.counted).contains("refused not-local");
        }
    }

    @Test
    void asterisk_is_asked_for_json_and_a_connection_of_its_client() throws Exception {
        var wanted = rig.transport.prepare(ULAW).wanted();
        assertThat(wanted.format()).isEqualTo("ulaw");
        assertThat(wanted.externalHost()).isEqualTo("gateway");
        assertThat(wanted.encapsulation()).isEqualTo("none");
        assertThat(wanted.transport()).isEqualTo("websocket");
        assertThat(wanted.connectionType()).isEqualTo("client");
        assertThat(wanted.transportData()).contains("f(json)");
    }

    @Test
    void a_call_is_found_by_the_channel_that_we_chose() throws Exception {
        var prepared = rig.transport.prepare(ULAW);
        var connected = prepared.connect(MediaRig.channel("media-1", Map.of()));
        var asterisk = rig.connect().start("media-1", "ulaw", 160);
        var line = MediaRig.line(connected);
        var caller = Caller.on(line);
        assertThat(asterisk.next()).isEqualTo("{\"command\":\"GET_STATUS\"}");
        asterisk.binary(160).binary(160);
        asterisk.text("{\"event\":\"DTMF_END\",\"channel_id\":\"media-1\",\"digit\":\"#\"}");
        Loopback.awaitThat(() -> caller.digits().length() == 1);
        assertThat(caller.spoken()).hasSize(2).allMatch(frame -> frame.length == 160);
        assertThat(caller.digits()).isEqualTo("#");
        assertThat(line.tellsDigits()).isTrue();
        asterisk.close(1000);
        assertThat(caller.ending()).isEqualTo("caller closed");
        rig.awaitNothingLeft();
    }

    @Test
    void asterisk_may_be_there_before_its_answer() throws Exception {
        var prepared = rig.transport.prepare(ULAW);
        rig.connect().start("media-1", "ulaw", 160);
        Loopback.awaitThat(() -> rig.clocks.members() == 1);
        var line = MediaRig.line(prepared.connect(MediaRig.channel("media-1", Map.of())));
        line.close("done");
        rig.awaitNothingLeft();
    }

    @Test
    void what_we_send_is_never_in_pieces_and_commands_are_short() throws Exception {
        var prepared = rig.transport.prepare(new MediaRequest("media-1", List.of("slin24")));
        var asterisk = rig.connect().start("media-1", "slin24", 960);
        var caller =
                Caller.on(MediaRig.line(prepared.connect(MediaRig.channel("media-1", Map.of()))));
        caller.say(new byte[960 * 4], 960);
        int audio = 0;
        while (audio < 4) {
            var frame = asterisk.next();
            assertThat(frame).matches("binary 960|\\{.{1,126}\\}");
            audio += frame.startsWith("binary") ? 1 : 0;
        }
    }

    @Test
    void the_line_is_closed_in_order_and_says_why() throws Exception {
        var prepared = rig.transport.prepare(ULAW);
        var asterisk = rig.connect().start("media-1", "ulaw", 160);
        var line = MediaRig.line(prepared.connect(MediaRig.channel("media-1", Map.of())));
        var caller = Caller.on(line);
        line.close("goodbye");
        line.close("again");
        assertThat(asterisk.close()).isEqualTo("1000 goodbye");
        assertThat(caller.ending()).isEqualTo("us goodbye");
        rig.awaitNothingLeft();
    }

    @Test
    void a_connection_that_breaks_ends_the_call() throws Exception {
        var prepared = rig.transport.prepare(ULAW);
        var asterisk = rig.connect().start("media-1", "ulaw", 160);
        var caller =
                Caller.on(MediaRig.line(prepared.connect(MediaRig.channel("media-1", Map.of()))));
        asterisk.cut();
        assertThat(caller.ending()).isEqualTo("us connection-lost");
        rig.awaitNothingLeft();
    }

    @Test
    void a_code_that_complains_is_no_hang_up() throws Exception {
        var prepared = rig.transport.prepare(ULAW);
        var asterisk = rig.connect().start("media-1", "ulaw", 160);
        var caller =
                Caller.on(MediaRig.line(prepared.connect(MediaRig.channel("media-1", Map.of()))));
        asterisk.close(1009);
        assertThat(caller.ending()).isEqualTo("us closed-1009");
    }

    @Test
    void nobody_connects() throws Exception {
        var prepared = rig.transport.prepare(ULAW);
        var connected = prepared.connect(MediaRig.channel("media-1", Map.of()));
        assertThat(MediaRig.failure(connected)).isEqualTo("no-media");
        rig.awaitNothingLeft();
        assertThat(rig.connect().start("media-1", "ulaw", 160).close())
                .isEqualTo("1008 unknown-call");
        assertThat(rig.counted).contains("refused unknown-call");
    }

    @Test
    void a_call_may_be_given_up_at_any_stage() throws Exception {
        var before = rig.transport.prepare(ULAW);
        before.close();
        before.close();
        assertThat(MediaRig.failure(before.connect(MediaRig.channel("media-1", Map.of()))))
                .isEqualTo("released");

        var waiting = rig.transport.prepare(ULAW);
        var connected = waiting.connect(MediaRig.channel("media-1", Map.of()));
        waiting.close();
        assertThat(MediaRig.failure(connected)).isEqualTo("released");

        var open = rig.transport.prepare(ULAW);
        var asterisk = rig.connect().start("media-1", "ulaw", 160);
        var caller = Caller.on(MediaRig.line(open.connect(MediaRig.channel("media-1", Map.of()))));
        open.close();
        assertThat(caller.ending()).isEqualTo("us released");
        assertThat(asterisk.close()).isEqualTo("1000 released");
        rig.awaitNothingLeft();
    }

    @Test
    void lines_are_bounded_and_channels_unique() throws Exception {
        for (int i = 0; i < 4; i++) {
            var _ = rig.transport.prepare(new MediaRequest("media-" + i, List.of()));
        }
        assertThatThrownBy(() -> rig.transport.prepare(new MediaRequest("media-9", List.of())))
                .isInstanceOf(MediaFailure.class)
                .hasMessage("lines-full");
        rig.transport.close();
        assertThat(rig.transport.lines()).isZero();
        var _ = rig.transport.prepare(ULAW);
        assertThatThrownBy(() -> rig.transport.prepare(ULAW)).hasMessage("channel-twice");
    }

    @Test
    void what_is_no_start_is_closed_and_counted() {
        assertThat(rig.connect().close()).isEqualTo("1008 no-start");
        assertThat(rig.connect().text("nonsense").close()).isEqualTo("1007 malformed");
        assertThat(rig.connect().text("{\"event\":\"MEDIA_XON\"}").close())
                .isEqualTo("1008 start-expected");
        assertThat(rig.connect().binary(160).close()).isEqualTo("1008 start-expected");
        assertThat(rig.connect().start("media-7", "ulaw", 160).close())
                .isEqualTo("1008 unknown-call");
        assertThat(rig.connect().text("MEDIA_START connection_id:gateway").close())
                .isEqualTo("1007 malformed");
        assertThat(rig.connect().text("MEDIA_XON").close()).isEqualTo("1008 start-expected");
        var pieces = rig.connect();
        pieces.webSocket().writeFrame(WebSocketFrame.textFrame("{\"event\":", false));
        assertThat(pieces.close()).isEqualTo("1003 fragments");
        rig.connect().close(1000);
        Loopback.awaitThat(() -> rig.counted.contains("refused closed-before-start"));
        assertThat(rig.counted)
                .contains(
                        "refused no-start",
                        "refused malformed",
                        "refused start-expected",
                        "refused fragments");
        rig.awaitNothingLeft();
    }

    @Test
    void a_second_connection_for_a_call_is_closed_and_the_first_goes_on() throws Exception {
        var prepared = rig.transport.prepare(ULAW);
        var first = rig.connect().start("media-1", "ulaw", 160);
        var caller =
                Caller.on(MediaRig.line(prepared.connect(MediaRig.channel("media-1", Map.of()))));
        assertThat(rig.connect().start("media-1", "ulaw", 160).close())
                .isEqualTo("1008 second-connection");
        first.binary(160);
        Loopback.awaitThat(() -> caller.spoken().size() == 1);
    }

    @Test
    void another_format_than_agreed_is_no_audio() throws Exception {
        var prepared = rig.transport.prepare(ULAW);
        var connected = prepared.connect(MediaRig.channel("media-1", Map.of()));
        assertThat(rig.connect().start("media-1", "alaw", 160).close())
                .isEqualTo("1008 media-format");
        assertThat(MediaRig.failure(connected)).isEqualTo("media-format");
        rig.awaitNothingLeft();
    }

    @Test
    void what_ends_a_line_that_runs() throws Exception {
        assertThat(ending(asterisk -> asterisk.text("{\"event\":"))).isEqualTo("us malformed");
        assertThat(ending(asterisk -> asterisk.binary(8_001))).isEqualTo("us oversized");
        assertThat(ending(asterisk -> asterisk.binary(70_000))).isEqualTo("us oversized");
        assertThat(ending(asterisk -> asterisk.start("media-1", "ulaw", 160)))
                .isEqualTo("us started-twice");
        assertThat(
                        ending(
                                asterisk ->
                                        asterisk.webSocket()
                                                .writeFrame(
                                                        WebSocketFrame.binaryFrame(
                                                                Buffer.buffer(new byte[80]),
                                                                false))))
                .isEqualTo("us fragments");
        rig.awaitNothingLeft();
    }

    @Test
    void what_a_line_survives() throws Exception {
        var prepared = rig.transport.prepare(new MediaRequest("media-1", List.of()));
        var asterisk = rig.connect().start("media-1", "slin16", 640);
        var caller =
                Caller.on(MediaRig.line(prepared.connect(MediaRig.channel("media-1", Map.of()))));
        asterisk.text(
                "{\"event\":\"STATUS\",\"queue_length\":0,\"xon_level\":800}",
                "{\"event\":\"STATUS\",\"queue_length\":0,\"xon_level\":800}",
                "{\"event\":\"ERROR\",\"error_text\":\"x\"}",
                "{\"event\":\"TOMORROWS_NEWS\",\"more\":{\"of\":[\"it\"]}}",
                "{\"event\":\"MEDIA_MARK_PROCESSED\",\"correlation_id\":\"nobody's\"}",
                "{\"event\":\"MEDIA_MARK_PROCESSED\",\"correlation_id\":\"0.77\"}",
                "{\"event\":\"MEDIA_MARK_PROCESSED\"}",
                "{\"event\":\"DTMF_END\",\"digit\":\"!\"}",
                "{\"event\":\"DTMF_END\"}",
                "{}");
        asterisk.binary(0).binary(203).binary(640);
        Loopback.awaitThat(() -> caller.heard.size() >= 2);
        assertThat(caller.heard.getFirst()).hasSize(202);
        assertThat(rig.counted)
                .contains(
                        "oddity status-unasked",
                        "oddity media-error",
                        "oddity unknown-event",
                        "oddity foreign-mark",
                        "oddity half-sample");
        assertThat(caller.played).isEmpty();
        assertThat(caller.digits()).isEmpty();
    }

    /// Without `f(json)`: all but the variables.
    @Test
    void an_asterisk_that_speaks_plain_text_is_answered_in_plain_text() throws Exception {
        try (var direct = new MediaRig(MediaRig.direct())) {
            var asterisk =
                    direct.connect()
                            .text(
                                    "MEDIA_START connection_id:gateway channel:WebSocket/gateway/0x1"
                                            + " channel_id:1.2 format:ulaw optimal_frame_size:160"
                                            + " ptime:20");
            var call = direct.arrived.poll(10, TimeUnit.SECONDS);
            assertThat(call).isNotNull();
            assertThat(call.callId()).isEqualTo("1.2");
            assertThat(call.from() + call.to() + call.parameters()).isEqualTo("{}");
            var caller = Caller.on(call.line());
            assertThat(asterisk.next()).isEqualTo("ANSWER");
            assertThat(asterisk.next()).isEqualTo("GET_STATUS");
            asterisk.text(
                    "STATUS channel_id:1.2 queue_length:0 xon_level:800 xoff_level:900"
                            + " queue_full:false bulk_media:false media_paused:false");
            asterisk.binary(160).text("DTMF_END digit:# channel_id:1.2", "QUEUE_DRAINED");
            Loopback.awaitThat(() -> caller.digits().equals("#"));
            caller.say(new byte[160], 160);
            assertThat(unasked(asterisk)).isEqualTo("binary 160");
            assertThat(unasked(asterisk)).isEqualTo("MARK_MEDIA 0.0");
            asterisk.text("MEDIA_MARK_PROCESSED 0.0");
            Loopback.awaitThat(() -> caller.played.contains(1L));
            call.line().clear();
            assertThat(unasked(asterisk)).isEqualTo("FLUSH_MEDIA");
            assertThat(unasked(asterisk)).isEqualTo("MARK_MEDIA 1.1");
            asterisk.text("ERROR channel_id:1.2 error_text:a thing: and more\n");
            asterisk.close(1000);
            assertThat(caller.ending()).isEqualTo("caller closed");
            assertThat(direct.counted).contains("oddity media-error");
            direct.awaitNothingLeft();
        }
    }

    /// The next frame that is no question.
    private static String unasked(RawMedia asterisk) {
        var next = asterisk.next();
        return next.equals("GET_STATUS") ? unasked(asterisk) : next;
    }

    private interface Deed {
        void done(RawMedia asterisk);
    }

    private String ending(Deed deed) throws Exception {
        var prepared = rig.transport.prepare(ULAW);
        var asterisk = rig.connect().start("media-1", "ulaw", 160);
        var caller =
                Caller.on(MediaRig.line(prepared.connect(MediaRig.channel("media-1", Map.of()))));
        deed.done(asterisk);
        var ending = caller.ending();
        Loopback.awaitThat(() -> rig.transport.lines() == 0);
        return ending;
    }

    @Test
    void direct_calls_bring_their_variables() throws Exception {
        try (var direct = new MediaRig(MediaRig.direct())) {
            var asterisk =
                    direct.connect()
                            .start(
                                    "1795219510.367",
                                    "slin16",
                                    640,
                                    Map.of(
                                            "CENTRALITA_FROM", "+34910000000",
                                            "__CENTRALITA_TO", "120",
                                            "TENANT", "7",
                                            "DIALEDPEERNUMBER", "gateway/c(slin16)f(json)n",
                                            "MEDIA_WEBSOCKET_CONNECTION_ID", "gateway"));
            var call = direct.arrived.poll(10, TimeUnit.SECONDS);
            assertThat(call).isNotNull();
            assertThat(call.callId()).isEqualTo("1795219510.367");
            assertThat(call.from()).isEqualTo("+34910000000");
            assertThat(call.to()).isEqualTo("120");
            assertThat(call.parameters()).isEqualTo(Map.of("TENANT", "7"));
            assertThat(direct.transport.lines()).isEqualTo(1);
            var caller = Caller.on(call.line());
            assertThat(asterisk.next()).isEqualTo("{\"command\":\"ANSWER\"}");
            assertThat(direct.connect().start("1795219510.367", "slin16", 640).close())
                    .isEqualTo("1008 second-connection");
            assertThat(direct.connect().start("1795219510.368", "opus", 640).close())
                    .isEqualTo("1008 media-format");
            asterisk.close(1000);
            assertThat(caller.ending()).isEqualTo("caller closed");
            direct.awaitNothingLeft();
        }
    }

    /// asterisk-measured.md: `v()` sticks to the `websocket_client`, and a later call that gives
    /// none shows what an earlier one gave.
    @Test
    void what_is_in_the_url_is_nobodys() throws Exception {
        try (var direct = new MediaRig(MediaRig.direct())) {
            direct.connect("?CENTRALITA_FROM=%2B34666666666&CENTRALITA_TO=9&TENANT=9&x=y")
                    .start("1.2", "ulaw", 160, Map.of("CENTRALITA_TO", "120"));
            var call = direct.arrived.poll(10, TimeUnit.SECONDS);
            assertThat(call).isNotNull();
            assertThat(call.from()).isEmpty();
            assertThat(call.to()).isEqualTo("120");
            assertThat(call.parameters()).isEmpty();
        }
    }

    @Test
    void a_media_channel_of_a_call_that_is_gone_is_no_direct_call() {
        try (var direct = new MediaRig(MediaRig.direct())) {
            assertThat(
                            direct.connect()
                                    .start(
                                            "media-1",
                                            "ulaw",
                                            160,
                                            Map.of(PreparedWebSocket.OURS, "1"))
                                    .close())
                    .isEqualTo("1008 unknown-call");
            assertThat(direct.arrived).isEmpty();
        }
    }

    @Test
    void whoever_is_left_at_the_end_is_told() throws Exception {
        var prepared = rig.transport.prepare(ULAW);
        var asterisk = rig.connect().start("media-1", "ulaw", 160);
        var caller =
                Caller.on(MediaRig.line(prepared.connect(MediaRig.channel("media-1", Map.of()))));
        var early = rig.connect();
        Loopback.awaitThat(() -> rig.transport.connections() == 2);
        rig.transport.close();
        assertThat(caller.ending()).startsWith("us ");
        assertThat(asterisk.close()).startsWith("1000 ");
        assertThat(early.close()).isEqualTo("1000 shutdown");
        rig.awaitNothingLeft();
    }
}
