package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is wrong with an event, the peer is told what, and the session goes on.
@Timeout(60)
class RefusalsTest {
    private final RealtimeRig rig = new RealtimeRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "garbage | invalid_event | ",
                "[] | invalid_event | ",
                "{'type': 'response.cancel'} trailing | invalid_event | ",
                "{} | missing_required_parameter | type",
                "{'type': 'session.start'} | invalid_value | type",
                "{'type': 'output_audio_buffer.clear'} | invalid_value | type",
                "{'type': 'session.update'} | missing_required_parameter | session",
                "{'type': 'session.update', 'session': {}} | missing_required_parameter"
                        + " | session.type",
                "{'type': 'session.update', 'session': {'type': 'transcription'}} | invalid_value"
                        + " | session.type",
                "{'type': 'session.update', 'session': {'type': 'realtime', 'modalities': []}}"
                        + " | unknown_parameter | session.modalities",
                "{'type': 'session.update', 'session': {'type': 'realtime', 'output_modalities':"
                        + " ['text', 'audio']}} | invalid_value | session.output_modalities",
                "{'type': 'session.update', 'session': {'type': 'realtime', 'instructions': 1}}"
                        + " | invalid_value | session.instructions",
                "{'type': 'session.update', 'session': {'type': 'realtime', 'audio': {'input':"
                        + " {'format': {'type': 'audio/opus'}}}}} | invalid_value"
                        + " | session.audio.input.format.type",
                "{'type': 'session.update', 'session': {'type': 'realtime', 'audio': {'output':"
                        + " {'format': {'type': 'audio/pcm', 'rate': 16000}}}}} | invalid_value"
                        + " | session.audio.output.format.rate",
                "{'type': 'session.update', 'session': {'type': 'realtime', 'audio': {'output':"
                        + " {'speed': 3}}}} | invalid_value | session.audio.output.speed",
                "{'type': 'session.update', 'session': {'type': 'realtime', 'audio': {'input':"
                        + " {'turn_detection': {'type': 'server_vad', 'threshold': 2}}}}}"
                        + " | invalid_value | session.audio.input.turn_detection.threshold",
                "{'type': 'session.update', 'session': {'type': 'realtime', 'audio': {'input':"
                        + " {'turn_detection': {'type': 'server_vad', 'idle_timeout_ms': 6000}}}}}"
                        + " | invalid_value | session.audio.input.turn_detection.idle_timeout_ms",
                "{'type': 'session.update', 'session': {'type': 'realtime', 'tools': [{'type':"
                        + " 'mcp', 'server_label': 'x'}]}} | invalid_value | session.tools[0].type",
                "{'type': 'session.update', 'session': {'type': 'realtime', 'tools': [{'type':"
                        + " 'function', 'name': 'no good'}]}} | invalid_value"
                        + " | session.tools[0].name",
                "{'type': 'session.update', 'session': {'type': 'realtime', 'max_output_tokens':"
                        + " 0}} | invalid_value | session.max_output_tokens",
                "{'type': 'input_audio_buffer.append'} | missing_required_parameter | audio",
                "{'type': 'input_audio_buffer.append', 'audio': '***'} | invalid_value | audio",
                "{'type': 'input_audio_buffer.commit'} | input_audio_buffer_commit_empty | ",
                "{'type': 'conversation.item.create', 'item': {}} | missing_required_parameter"
                        + " | item.type",
                "{'type': 'conversation.item.create', 'item': {'type': 'mcp_call'}} | invalid_value"
                        + " | item.type",
                "{'type': 'conversation.item.create', 'item': {'type': 'message', 'role': 'user',"
                        + " 'content': [{'type': 'input_image', 'image_url': 'data:'}]}}"
                        + " | unsupported_content_type | item.content[0].type",
                "{'type': 'conversation.item.create', 'item': {'type': 'message', 'role': 'user',"
                        + " 'content': [{'type': 'input_audio', 'audio': '?'}]}}"
                        + " | invalid_value | item.content[0].audio",
                "{'type': 'conversation.item.create', 'previous_item_id': 'item_0', 'item':"
                        + " {'type': 'message', 'role': 'user', 'content': [{'type': 'input_text',"
                        + " 'text': 'x'}]}} | invalid_value | previous_item_id",
                "{'type': 'conversation.item.create', 'item': {'type': 'function_call_output',"
                        + " 'call_id': 'call_0', 'output': ''}} | invalid_tool_call_id"
                        + " | item.call_id",
                "{'type': 'conversation.item.retrieve', 'item_id': 'item_0'}"
                        + " | item_retrieve_invalid_item_id | item_id",
                "{'type': 'conversation.item.delete', 'item_id': 'item_0'}"
                        + " | item_delete_invalid_item_id | item_id",
                "{'type': 'conversation.item.truncate', 'item_id': 'item_0', 'content_index': 0,"
                        + " 'audio_end_ms': 5} | item_truncate_invalid_item_id | item_id",
                "{'type': 'conversation.item.truncate', 'item_id': 'item_0', 'content_index': 0,"
                        + " 'audio_end_ms': -5} | invalid_value | audio_end_ms",
                "{'type': 'response.cancel'} | response_cancel_not_active | ",
                "{'type': 'response.create', 'response': {'conversation': 'none'}} | invalid_value"
                        + " | response.conversation",
                "{'type': 'response.create', 'response': {'input': []}} | invalid_value"
                        + " | response.input",
                "{'type': 'response.create', 'response': {'metadata': {'a': 1}}} | invalid_value"
                        + " | response.metadata.a",
                "{'type': 'response.create', 'response': {'audio': {'output': {'format': {'type':"
                        + " 'audio/pcmu'}}}}} | invalid_value | response.audio.output.format",
            })
    void what_is_wrong_is_told_with_its_place(String event, String code, String param)
            throws Exception {
        var peer = rig.connect();
        peer.next("session.created");

        var error = peer.send(event).error();

        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("param").asText(null)).isEqualTo(param);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(rig.counted).contains("oddity " + code);
        peer.send("{'type': 'session.update', 'session': {'type': 'realtime'}}");
        peer.next("session.updated");
    }

    @Test
    void the_peers_event_id_comes_back_with_the_error() throws Exception {
        var peer = rig.connect();
        peer.send("{'event_id': 'mine', 'type': 'response.cancel'}");
        assertThat(peer.error().path("event_id").asText()).isEqualTo("mine");
    }

    @Test
    void an_update_that_is_wrong_changes_nothing() throws Exception {
        var peer = rig.connect();
        var before = peer.next("session.created").path("session");
        peer.send(
                "{'type': 'session.update', 'session': {'type': 'realtime', 'instructions': 'x',"
                        + " 'temperature': 1}}");
        peer.error();
        peer.send("{'type': 'session.update', 'session': {'type': 'realtime'}}");
        assertThat(peer.next("session.updated").path("session")).isEqualTo(before);
    }

    @Test
    void what_only_words_hold_cannot_be_truncated() throws Exception {
        var peer = rig.connect();
        peer.send(
                "{'type': 'conversation.item.create', 'previous_item_id': 'root', 'item': {'id':"
                        + " 'mine', 'type': 'message', 'role': 'assistant', 'content': [{'type':"
                        + " 'output_text', 'text': 'hola'}]}}");
        assertThat(peer.next("conversation.item.added").path("previous_item_id").isNull()).isTrue();
        peer.next("conversation.item.done");
        peer.send(
                "{'type': 'conversation.item.truncate', 'item_id': 'mine', 'content_index': 0,"
                        + " 'audio_end_ms': 5}");
        assertThat(peer.error().path("code").asText()).isEqualTo("unsupported_content_type");
        peer.send("{'type': 'conversation.item.delete', 'item_id': 'mine'}");
        assertThat(peer.next("conversation.item.deleted").path("item_id").asText())
                .isEqualTo("mine");
    }

    @Test
    void what_is_binary_is_refused_and_survived() throws Exception {
        var peer = rig.connect();
        peer.webSocket().writeBinaryMessage(Buffer.buffer(new byte[2_000]));
        assertThat(peer.error().path("code").asText()).isEqualTo("invalid_event");
        peer.send("{'type': 'response.cancel'}");
        assertThat(peer.error().path("code").asText()).isEqualTo("response_cancel_not_active");
    }

    @Test
    void a_message_in_pieces_is_put_together_and_one_that_is_too_fillerends_the_session()
            throws Exception {
        var peer = rig.connect();
        peer.next("session.created");
        var filler = "x".repeat(600_000);
        peer.webSocket().writeFrame(WebSocketFrame.textFrame("{\"type\": \"" + filler, false));
        peer.webSocket().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("\"}"), true));
        assertThat(peer.error().path("param").asText()).isEqualTo("type");
        peer.webSocket().writeFrame(WebSocketFrame.textFrame("\"" + filler, false));
        peer.webSocket().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(filler), true));
        assertThat(peer.closed()).startsWith("1009");
        rig.awaitNothingLeft();
    }

    @Test
    void a_peer_without_room_is_told_so() throws Exception {
        try (var small = new RealtimeRig(RealtimeRig.LOCAL, 1)) {
            var first = small.connect();
            first.append(new byte[960]);
            small.session();
            var second = small.connect();
            second.append(new byte[960]);
            var error = second.error();
            assertThat(error.path("code").asText()).isEqualTo("rate_limit_exceeded");
            assertThat(error.path("type").asText()).isEqualTo("server_error");
            assertThat(second.closed()).startsWith("1013");
            assertThat(small.counted).contains("refused busy");
        }
    }

    @Test
    void a_peer_that_says_nothing_is_not_kept() throws Exception {
        var limits =
                new RealtimeSettings.Limits(
                        Duration.ofMillis(50),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(5),
                        10,
                        10);
        try (var rig =
                new RealtimeRig(
                        new RealtimeSettings(List.of(), "scripted", Set.of(), false, limits), 1)) {
            assertThat(rig.connect().closed()).isEqualTo("1008 no-event");
            rig.awaitNothingLeft();
        }
    }

    @Test
    void a_peer_that_leaves_pings_unanswered_is_not_kept() throws Exception {
        var limits =
                new RealtimeSettings.Limits(
                        Duration.ofSeconds(60),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5),
                        10,
                        10);
        var settings = new RealtimeSettings(List.of(), "scripted", Set.of(), false, limits);
        try (var rig = new RealtimeRig(settings, 1);
                var socket = new Socket(InetAddress.getLoopbackAddress(), rig.url("").getPort())) {
            var handshake =
                    """
                    GET /v1/realtime HTTP/1.1
                    Host: 127.0.0.1
                    Upgrade: websocket
                    Connection: Upgrade
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

                    """;
            socket.getOutputStream()
                    .write(handshake.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(20_000);
            var received = socket.getInputStream().readNBytes(120);
            assertThat(new String(received, StandardCharsets.US_ASCII)).contains("101");
            rig.awaitNothingLeft();
        }
    }

    @Test
    void a_server_that_closes_says_so() throws Exception {
        var peer = rig.connect();
        peer.append(new byte[960]);
        rig.session();
        rig.switchboard.close(Duration.ofSeconds(5));
        assertThat(peer.closed()).isEqualTo("1001 closing-down");
        rig.awaitNothingLeft();
    }
}
