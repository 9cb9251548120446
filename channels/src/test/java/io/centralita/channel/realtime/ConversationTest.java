package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.ScriptedEngine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.Usage;
import io.centralita.call.record.CallReport;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.channel.Loopback;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Conversations over the real wire, with an engine that does what the test says. Every event that
/// the peer gets is checked against the public schema.
@Timeout(60)
class ConversationTest {
    private static final String TYPED =
            "{'type': 'conversation.item.create', 'item': {'type': 'message', 'role': 'user',"
                    + " 'content': [{'type': 'input_text', 'text': 'hola'}]}}";
    private static final String TOOLS =
            "{'type': 'session.update', 'session': {'type': 'realtime', 'tools': [{'type':"
                    + " 'function', 'name': 'check_line', 'description': 'looks', 'parameters':"
                    + " {'type': 'object'}}]}}";
    private static final String BY_HAND =
            "{'type': 'session.update', 'session': {'type': 'realtime', 'audio': {'input':"
                    + " {'turn_detection': null}}}}";

    private final RealtimeRig rig = new RealtimeRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void a_typed_message_is_answered_in_words_and_sound_in_the_order_of_the_protocol()
            throws Exception {
        var peer = rig.connect();
        assertThat(peer.next("session.created").at("/session/model").asText())
                .isEqualTo("test-model");
        peer.send(TYPED).send("{'type': 'response.create', 'event_id': 'r1'}");
        var session = rig.session();
        assertThat(peer.until("conversation.item.done"))
                .containsExactly("conversation.item.added", "conversation.item.done");
        rig.awaitTold("ask Respond[instructions=]");
        assertThat(session.told()).contains("ask Add[entry=CallerSaid[text=hola]]");
        rig.awaitTold("greet");
        assertThat(session.settings().greeting()).isEmpty();

        answer(session, "Hay tres.", Duration.ofMillis(900));

        var events = peer.until("response.done");
        assertThat(events.stream().distinct().toList())
                .containsExactly(
                        "response.created",
                        "response.output_item.added",
                        "conversation.item.added",
                        "response.content_part.added",
                        "response.output_audio_transcript.delta",
                        "response.output_audio.delta",
                        "response.output_audio.done",
                        "response.output_audio_transcript.done",
                        "response.content_part.done",
                        "conversation.item.done",
                        "response.output_item.done",
                        "response.done");
        var done = peer.all().getLast().path("response");
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(done.at("/output/0/content/0/transcript").asText()).isEqualTo("Hay tres.");
        assertThat(done.at("/usage/total_tokens").asInt()).isEqualTo(12);
        assertThat(audioMs(peer)).isBetween(900L, 920L);
        peer.hangUp();
        rig.awaitNothingLeft();
        var report = rig.records.find(sessionId(peer)).orElseThrow();
        assertThat(report.channel()).isEqualTo("realtime");
        assertThat(report.endedBy()).isEqualTo("caller");
    }

    @Test
    void speech_is_heard_becomes_an_item_and_is_written_down() throws Exception {
        var peer = rig.connect();
        peer.send(
                "{'type': 'session.update', 'session': {'type': 'realtime', 'audio': {'input':"
                        + " {'transcription': {'model': 'whisper-1'}}}}}");
        peer.next("session.updated");
        peer.append(new byte[48_000]);
        var session = rig.session();
        session.post(new EngineEvent.CallerSpeechStarted());
        var started = peer.next("input_audio_buffer.speech_started");
        peer.append(new byte[48_000]);
        await(() -> session.framesHeard() == 100);
        session.post(new EngineEvent.CallerSpeechEnded(Duration.ofMillis(500)));
        session.post(new EngineEvent.CallerSaid("¿cuántos hay?"));

        var stopped = peer.next("input_audio_buffer.speech_stopped");
        assertThat(started.path("audio_start_ms").asInt()).isEqualTo(600);
        assertThat(stopped.path("audio_end_ms").asInt()).isEqualTo(1_500);
        assertThat(peer.next("input_audio_buffer.committed").path("item_id"))
                .isEqualTo(started.path("item_id"));
        assertThat(peer.next("conversation.item.done").at("/item/id"))
                .isEqualTo(started.path("item_id"));
        var completed = peer.next("conversation.item.input_audio_transcription.completed");
        assertThat(completed.path("transcript").asText()).isEqualTo("¿cuántos hay?");
        peer.send(
                "{'type': 'conversation.item.retrieve', 'item_id': '%s'}"
                        .formatted(started.path("item_id").asText()));
        assertThat(
                        peer.next("conversation.item.retrieved")
                                .at("/item/content/0/transcript")
                                .asText())
                .isEqualTo("¿cuántos hay?");
    }

    @Test
    void speech_over_an_answer_cancels_it_and_the_peer_says_what_was_heard() throws Exception {
        var peer = rig.connect();
        peer.append(new byte[9_600]);
        var session = rig.session();
        session.post(new EngineEvent.ReplyStarted());
        var utterance = session.speech().begin(AudioFormat.PCM_24K);
        session.post(new EngineEvent.AssistantSaid(utterance, "Una respuesta larga."));
        session.speech().offer(utterance, new byte[48_000 * 3]);
        var delta = peer.next("response.output_audio.delta");

        session.post(new EngineEvent.CallerSpeechStarted());

        peer.next("input_audio_buffer.speech_started");
        var done = peer.next("response.done").path("response");
        assertThat(done.path("status").asText()).isEqualTo("cancelled");
        assertThat(done.at("/status_details/reason").asText()).isEqualTo("turn_detected");
        assertThat(done.at("/output/0/status").asText()).isEqualTo("incomplete");
        session.post(new EngineEvent.AssistantSaid(utterance, "Y esto ya no."));
        peer.send(
                "{'type': 'conversation.item.truncate', 'item_id': '%s', 'content_index': 0,"
                                .formatted(delta.path("item_id").asText())
                        + " 'audio_end_ms': 340}");
        assertThat(peer.next("conversation.item.truncated").path("audio_end_ms").asInt())
                .isEqualTo(340);
        rig.awaitTold("interrupted " + utterance + " at 340");
        peer.send(
                "{'type': 'conversation.item.retrieve', 'item_id': '%s'}"
                        .formatted(delta.path("item_id").asText()));
        assertThat(peer.next("conversation.item.retrieved").at("/item/content/0").has("transcript"))
                .isFalse();
        assertThat(peer.types()).doesNotContain("error");
    }

    @Test
    void the_peers_own_tool_is_asked_for_and_answered_by_the_peer() throws Exception {
        var peer = rig.connect();
        peer.send(TOOLS).send(TYPED).send("{'type': 'response.create'}");
        var session = rig.session();
        assertThat(session.settings().conduct().tools())
                .extracting(ToolDefinition::name)
                .containsExactly("check_line");
        assertThat(session.settings().conduct().turnTaking().answersTools()).isFalse();
        session.post(new EngineEvent.ReplyStarted());
        session.post(
                new EngineEvent.ToolRequested(new ToolCall("call_7", "check_line", "{\"a\": 1}")));
        session.post(new EngineEvent.ReplyFinished());

        var arguments = peer.next("response.function_call_arguments.done");
        assertThat(arguments.path("call_id").asText()).isEqualTo("call_7");
        assertThat(arguments.path("arguments").asText()).isEqualTo("{\"a\": 1}");
        assertThat(peer.next("response.done").at("/response/output/0/name").asText())
                .isEqualTo("check_line");
        var output =
                "{'type': 'conversation.item.create', 'item': {'type': 'function_call_output',"
                        + " 'call_id': 'call_7', 'output': 'error: {up: false}'}}";
        peer.send(output);
        peer.next("conversation.item.done");
        rig.awaitTold("tool call_7: error: {up: false}");
        assertThat(peer.send(output).error().path("code").asText()).isEqualTo("invalid_value");
    }

    @Test
    void turns_by_hand_reach_the_engine_when_they_are_committed() throws Exception {
        var peer = rig.connect();
        peer.send(BY_HAND);
        peer.append(new byte[48_000]).send("{'type': 'input_audio_buffer.clear'}");
        peer.next("input_audio_buffer.cleared");
        peer.append(new byte[24_000]).send("{'type': 'input_audio_buffer.commit'}");
        var committed = peer.next("input_audio_buffer.committed");
        peer.next("conversation.item.done");
        peer.send("{'type': 'response.create'}");
        peer.append(new byte[24_000]);
        var session = rig.session();
        assertThat(session.settings().conduct().turnTaking().detects()).isFalse();
        rig.awaitTold("ask EndTurn[]");
        rig.awaitTold("ask Respond[instructions=]");
        assertThat(session.framesHeard()).isEqualTo(25);

        session.post(new EngineEvent.CallerSpeechEnded(Duration.ZERO));
        session.post(new EngineEvent.CallerSaid("a mano"));
        answer(session, "Bien.", Duration.ofMillis(100));
        peer.next("response.done");
        peer.send(
                "{'type': 'conversation.item.retrieve', 'item_id': '%s'}"
                        .formatted(committed.path("item_id").asText()));
        assertThat(
                        peer.next("conversation.item.retrieved")
                                .at("/item/content/0/transcript")
                                .asText())
                .isEqualTo("a mano");
        assertThat(peer.types())
                .doesNotContain("input_audio_buffer.speech_started", "error")
                .doesNotContain("conversation.item.input_audio_transcription.completed");
    }

    @Test
    void a_message_of_audio_is_a_turn_that_the_peer_ends() throws Exception {
        var peer = rig.connect();
        peer.append(new byte[9_600]);
        var session = rig.session();
        await(() -> session.framesHeard() == 10);
        peer.send(
                "{'type': 'conversation.item.create', 'item': {'type': 'message', 'role': 'user',"
                        + " 'content': [{'type': 'input_audio', 'audio': '%s'}]}}"
                                .formatted(Base64.getEncoder().encodeToString(new byte[24_000])));
        var item = peer.next("conversation.item.done").path("item");
        assertThat(item.at("/content/0").has("audio")).isFalse();
        peer.append(new byte[9_600]);
        rig.awaitTold("ask EndTurn[]");
        assertThat(session.framesHeard()).isEqualTo(35);
        assertThat(session.told().stream().filter(line -> line.contains("Configure")))
                .first()
                .asString()
                .contains("detects=false");

        session.post(new EngineEvent.CallerSpeechEnded(Duration.ZERO));
        session.post(new EngineEvent.CallerSaid("con voz"));

        await(() -> session.framesHeard() == 45);
        peer.send(
                "{'type': 'conversation.item.retrieve', 'item_id': '%s'}"
                        .formatted(item.path("id").asText()));
        assertThat(
                        peer.next("conversation.item.retrieved")
                                .at("/item/content/0/transcript")
                                .asText())
                .isEqualTo("con voz");
        assertThat(session.told().getLast()).contains("detects=true");
    }

    @Test
    void words_alone_are_sent_as_text() throws Exception {
        var peer = rig.connect();
        peer.send(
                "{'type': 'session.update', 'session': {'type': 'realtime', 'output_modalities':"
                        + " ['text']}}");
        peer.send(TYPED).send("{'type': 'response.create'}");
        var session = rig.session();
        assertThat(session.settings().conduct().speaks()).isFalse();
        session.post(new EngineEvent.ReplyStarted());
        var utterance = session.speech().begin(AudioFormat.PCM_24K);
        session.post(new EngineEvent.AssistantSaid(utterance, "Hay tres."));
        session.post(new EngineEvent.AssistantSaid(utterance, "Y dos."));
        session.speech().end(utterance);
        session.post(new EngineEvent.ReplyFinished());

        assertThat(peer.next("response.output_text.done").path("text").asText())
                .isEqualTo("Hay tres. Y dos.");
        assertThat(peer.next("response.done").at("/response/output/0/content/0/type").asText())
                .isEqualTo("output_text");
        peer.hangUp();
        rig.awaitNothingLeft();
        assertThat(rig.records.find(sessionId(peer)).orElseThrow().turns())
                .extracting(CallReport.Turn::text)
                .contains("Hay tres. Y dos.");
    }

    @Test
    void one_response_may_differ_from_its_session() throws Exception {
        var peer = rig.connect();
        peer.send(TYPED)
                .send(
                        "{'type': 'response.create', 'response': {'output_modalities': ['text'],"
                                + " 'instructions': 'corto', 'metadata': {'kind': 'greeting'}}}");
        var session = rig.session();
        rig.awaitTold("ask Respond[instructions=corto]");
        assertThat(session.told()).anyMatch(line -> line.contains("speaks=false"));
        session.post(new EngineEvent.ReplyStarted());
        session.post(new EngineEvent.ReplyFinished());

        var done = peer.next("response.done").path("response");
        assertThat(done.at("/metadata/kind").asText()).isEqualTo("greeting");
        assertThat(done.path("output_modalities").path(0).asText()).isEqualTo("text");
        await(() -> session.told().getLast().contains("speaks=true"));
    }

    @Test
    void a_second_response_has_to_wait_and_the_first_may_be_cancelled() throws Exception {
        var peer = rig.connect();
        peer.send(TYPED).send("{'type': 'response.create'}");
        peer.send("{'type': 'response.create', 'event_id': 'second'}");
        var error = peer.error();
        assertThat(error.path("code").asText())
                .isEqualTo("conversation_already_has_active_response");
        assertThat(error.path("event_id").asText()).isEqualTo("second");
        assertThat(error.path("message").asText()).contains("resp_");
        var session = rig.session();
        peer.send("{'type': 'response.cancel'}");
        var done = peer.next("response.done").path("response");
        assertThat(done.at("/status_details/reason").asText()).isEqualTo("client_cancelled");
        rig.awaitTold("ask Cancel[]");
        session.post(new EngineEvent.ReplyFinished());
        assertThat(peer.send("{'type': 'response.cancel'}").error().path("code").asText())
                .isEqualTo("response_cancel_not_active");
        peer.send("{'type': 'response.create'}");
        answer(session, "Otra.", Duration.ofMillis(60));
        assertThat(peer.next("response.done").at("/response/status").asText())
                .isEqualTo("completed");
    }

    @Test
    void a_tools_long_silence_is_covered_by_a_response_of_the_switchboard() throws Exception {
        var peer = rig.connect();
        peer.send(TOOLS).send(TYPED);
        var session = rig.session();
        session.post(new EngineEvent.ReplyStarted());
        session.post(new EngineEvent.ToolRequested(new ToolCall("call_8", "check_line", "{}")));
        session.post(new EngineEvent.ReplyFinished());
        peer.next("response.done");

        var created = peer.next("response.created").path("response");
        assertThat(created.at("/metadata/source").asText()).isEqualTo("switchboard");
        assertThat(peer.next("response.output_audio_transcript.delta").path("delta").asText())
                .isNotBlank();
        var done = peer.next("response.done").path("response");
        assertThat(done.path("id")).isEqualTo(created.path("id"));
        assertThat(audioMs(peer)).isEqualTo(200);
    }

    @Test
    void g711_both_ways_needs_no_conversion_on_the_way() throws Exception {
        var peer = rig.connect();
        peer.send(
                "{'type': 'session.update', 'session': {'type': 'realtime', 'audio': {'input':"
                        + " {'format': {'type': 'audio/pcmu'}}, 'output': {'format': {'type':"
                        + " 'audio/pcmu'}}}}}");
        peer.append(new byte[160]);
        var session = rig.session();
        assertThat(session.settings().legFormat()).isEqualTo(AudioFormat.PCMU_8K);
        answer(session, "Hola.", Duration.ofMillis(200));
        var delta = peer.next("response.output_audio.delta").path("delta").asText();
        assertThat(Base64.getDecoder().decode(delta)).hasSize(1_600);
    }

    @Test
    void a_lost_engine_is_told_and_ends_the_session() throws Exception {
        var peer = rig.connect();
        peer.send(TYPED).send("{'type': 'response.create'}");
        var session = rig.session();
        session.post(new EngineEvent.ReplyStarted());
        session.post(new EngineEvent.Failed(new EngineFailure.Broken("chat", null)));
        assertThat(peer.next("response.done").at("/response/status").asText()).isEqualTo("failed");
        assertThat(peer.error().path("code").asText()).isEqualTo("engine_failed");
        assertThat(peer.next("response.done").at("/response/metadata/source").asText())
                .isEqualTo("switchboard"); // the apology
        assertThat(peer.closed()).startsWith("1011");
        rig.awaitNothingLeft();
    }

    private static void answer(ScriptedEngine.Session session, String text, Duration length) {
        session.post(new EngineEvent.ReplyStarted());
        var utterance = session.speech().begin(AudioFormat.PCM_24K);
        session.post(new EngineEvent.AssistantSaid(utterance, text));
        session.speech().offer(utterance, new byte[AudioFormat.PCM_24K.bytes(length)]);
        session.speech().end(utterance);
        session.post(new EngineEvent.Used(Usage.ofText("m", 10, 4, 2)));
        session.post(new EngineEvent.ReplyFinished());
    }

    private static String sessionId(Peer peer) {
        return peer.all().getFirst().at("/session/id").asText();
    }

    private static long audioMs(Peer peer) {
        return peer.all().stream()
                        .filter(e -> e.path("type").asText().equals("response.output_audio.delta"))
                        .mapToLong(e -> Base64.getDecoder().decode(e.path("delta").asText()).length)
                        .sum()
                / 48;
    }

    private static void await(BooleanSupplier condition) {
        Loopback.awaitThat(condition);
    }
}
