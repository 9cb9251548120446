package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.tool.ToolCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A session whose audio is on a track: what is heard, what is told, and who may say what.
class TrackSessionTest {
    private final QuietTrack page = QuietTrack.ofPage(Rights.PAGE).up();

    private void answer(String words, int frames) {
        page.engine(new EngineEvent.ReplyStarted(), new EngineEvent.AssistantSaid(1, words));
        page.queue(1, frames);
    }

    @Test
    void the_page_is_told_what_is_in_effect_when_its_channel_opens() {
        assertThat(page.types()).containsExactly("session.created");
        var session = page.last().path("session");
        assertThat(session.at("/audio/input/turn_detection/silence_duration_ms").asInt())
                .isEqualTo(600);
        assertThat(session.at("/audio/input/transcription").isObject()).isTrue();
        assertThat(session.at("/instructions").asText()).isEmpty();
    }

    @Test
    void one_frame_leaves_at_each_beat_and_silence_where_nothing_is_said() {
        answer("Hola.", 3);
        page.beats(5);
        assertThat(page.track).hasSize(5);
        assertThat(page.track.stream().map(frame -> (int) frame[0])).containsExactly(1, 1, 1, 0, 0);
    }

    @Test
    void a_beat_that_was_missed_does_not_become_a_burst() {
        answer("Hola.", 10);
        page.beats(1);
        page.time.advanceMs(100);
        page.beats(1);
        assertThat(page.track).hasSize(2);
    }

    @Test
    void what_was_heard_is_a_jitter_buffer_behind_what_left() {
        answer("Hola.", 10);
        page.beats(4);
        assertThat(page.played).isEmpty();
        page.beats(1);
        assertThat(page.played).containsExactly(1L);
        page.beats(20);
        assertThat(page.played.getLast()).isEqualTo(10L);
    }

    @Test
    void an_answer_is_done_when_the_engine_is_and_stopped_when_it_has_been_heard() {
        answer("Hola.", 50);
        page.beats(2);
        page.engine(new EngineEvent.ReplyFinished());
        assertThat(page.types())
                .contains("response.done")
                .doesNotContain("output_audio_buffer.stopped");
        assertThat(page.buffer()).containsExactly("output_audio_buffer.started");
        page.beats(60);
        assertThat(page.buffer())
                .containsExactly("output_audio_buffer.started", "output_audio_buffer.stopped");
        assertThat(page.types()).doesNotContain("response.output_audio.delta");
        assertThat(page.types()).contains("response.output_audio_transcript.delta");
    }

    @Test
    void a_pause_within_an_answer_is_not_its_end() {
        answer("Hola.", 3);
        page.beats(40);
        assertThat(page.buffer()).containsExactly("output_audio_buffer.started");
        page.queue(1, 3);
        page.beats(10);
        page.engine(new EngineEvent.ReplyFinished());
        page.beats(10);
        assertThat(page.buffer())
                .containsExactly("output_audio_buffer.started", "output_audio_buffer.stopped");
    }

    @Test
    void barge_in_stops_with_the_next_beat_and_tells_what_was_heard() {
        answer("Una respuesta larga.", 100);
        page.beats(20);
        int before = page.track.size();
        page.engine(new EngineEvent.CallerSpeechStarted());
        page.outgoing.clear(); // as the call's playout does
        page.session.leg().clear();
        page.run();
        page.beats(1);
        assertThat((int) page.track.get(before)[0]).isZero();
        assertThat(page.buffer())
                .containsExactly("output_audio_buffer.started", "output_audio_buffer.cleared");
        var truncated = event("conversation.item.truncated");
        assertThat(truncated.path("audio_end_ms").asLong()).isEqualTo(16 * 20);
        assertThat(event("response.done").at("/response/status").asText()).isEqualTo("cancelled");
        int told = page.played.size();
        page.beats(10);
        assertThat(page.played).hasSize(told); // nothing that was dropped is reported as heard
    }

    @Test
    void a_page_stops_the_answer_by_its_button() {
        answer("Una respuesta larga.", 100);
        page.engine(new EngineEvent.ReplyFinished());
        page.beats(5);
        assertThat(page.refusal("{'type': 'response.cancel'}"))
                .isEqualTo("response_cancel_not_active");
        assertThat(page.refusal("{'type': 'output_audio_buffer.clear'}")).isEmpty();
        assertThat(page.asked.getLast()).isInstanceOf(Ask.Cancel.class);
    }

    @Test
    void a_sentence_of_the_switchboard_is_an_answer_of_its_own() {
        page.session.leg().switchboardSays(7, "Un momento.");
        page.run();
        page.queue(7, 5);
        page.beats(20);
        assertThat(event("response.done").at("/response/metadata/source").asText())
                .isEqualTo("switchboard");
        assertThat(page.buffer())
                .containsExactly("output_audio_buffer.started", "output_audio_buffer.stopped");
    }

    @Test
    void audio_whose_words_come_late_is_heard_at_once() {
        page.engine(new EngineEvent.ReplyStarted());
        page.queue(1, 30);
        page.beats(3);
        assertThat(page.track.stream().map(frame -> (int) frame[0])).containsExactly(1, 1, 1);
        assertThat(page.buffer()).isEmpty();
        page.engine(new EngineEvent.AssistantSaid(1, "Hola."));
        page.beats(1);
        assertThat(page.buffer()).containsExactly("output_audio_buffer.started");
    }

    @Test
    void audio_without_words_belongs_to_the_answer_under_way() {
        page.engine(new EngineEvent.ReplyStarted());
        page.queue(1, 30);
        page.beats(15);
        assertThat(page.buffer()).containsExactly("output_audio_buffer.started");
    }

    @Test
    void what_the_caller_says_reaches_the_engine_and_is_written_down() {
        page.session.heard(new byte[960]);
        assertThat(page.heard).hasSize(1);
        page.engine(
                new EngineEvent.CallerSpeechStarted(),
                new EngineEvent.CallerSpeechEnded(Duration.ofMillis(600)),
                new EngineEvent.CallerSaid("¿Cuántos clientes hay?"));
        assertThat(
                        event("conversation.item.input_audio_transcription.completed")
                                .path("transcript")
                                .asText())
                .isEqualTo("¿Cuántos clientes hay?");
    }

    @Test
    void push_to_talk_keeps_the_last_two_minutes_until_the_turn_ends() {
        page.send(
                "{'type': 'session.update', 'session': {'type': 'realtime', 'audio': {'input':"
                        + " {'turn_detection': null}}}}");
        for (int i = 0; i < 50 * 130; i++) {
            page.session.heard(new byte[960]);
        }
        assertThat(page.heard).isEmpty();
        page.send("{'type': 'input_audio_buffer.clear'}");
        for (int i = 0; i < 50; i++) {
            page.session.heard(new byte[960]);
        }
        assertThat(page.refusal("{'type': 'input_audio_buffer.commit'}")).isEmpty();
        page.beats(5);
        assertThat(page.heard).hasSize(50);
        assertThat(page.asked.stream().filter(Ask.EndTurn.class::isInstance)).hasSize(1);
    }

    @Test
    void audio_in_events_is_refused() {
        assertThat(page.refusal("{'type': 'input_audio_buffer.append', 'audio': 'AAAA'}"))
                .isEqualTo("invalid_value");
    }

    @Test
    void a_typed_question_goes_the_way_of_a_spoken_one() {
        page.send(
                "{'type': 'conversation.item.create', 'item': {'type': 'message', 'role': 'user',"
                        + " 'content': [{'type': 'input_text', 'text': '¿Qué hora es?'}]}}");
        page.send("{'type': 'response.create'}");
        assertThat(page.asked)
                .containsExactly(
                        new Ask.Add(new HistoryEntry.CallerSaid("¿Qué hora es?")),
                        new Ask.Respond(""));
    }

    @Test
    void a_page_changes_when_turns_end_and_the_assistant_is_told() {
        page.send(
                "{'type': 'session.update', 'session': {'type': 'realtime', 'audio': {'input':"
                        + " {'turn_detection': {'type': 'server_vad', 'silence_duration_ms': 500}}}}}");
        assertThat(page.last().path("type").asText()).isEqualTo("session.updated");
        assertThat(page.asked).hasSize(1);
        var conduct = ((Ask.Configure) page.asked.getFirst()).conduct();
        assertThat(conduct.turnTaking().silence()).isEqualTo(Duration.ofMillis(500));
        assertThat(conduct.instructions()).isEqualTo(QuietTrack.HOUSE.instructions());
        assertThat(conduct.voice()).isEqualTo(QuietTrack.HOUSE.voice());
        assertThat(conduct.turnTaking().answersTools()).isTrue();
    }

    @Test
    void a_page_that_asks_for_nothing_has_the_house_as_it_is() {
        assertThat(page.session.leg().conduct(QuietTrack.HOUSE)).isEqualTo(QuietTrack.HOUSE);
        assertThat(page.session.leg().greeted()).isTrue();
        assertThat(page.session.leg().hasKeypad()).isFalse();
    }

    @Test
    void a_page_is_shown_that_something_is_looked_up_and_when_that_is_over() {
        page.engine(
                new EngineEvent.ReplyStarted(),
                new EngineEvent.ToolRequested(
                        new ToolCall("call_1", "consultar_mikrotik", "{\"pregunta\":\"x\"}")),
                new EngineEvent.ReplyFinished());
        var began = item("function_call");
        assertThat(began.path("name").asText()).isEqualTo("consultar_mikrotik");
        assertThat(began.path("arguments").asText()).isEqualTo("{}");
        page.session.leg().toolEnded("call_1", "answered");
        page.session.leg().toolEnded("call_1", "answered");
        page.session.leg().toolEnded("call_2", "answered"); // nobody was told of it
        page.run();
        assertThat(item("function_call_output").path("output").asText()).isEqualTo("answered");
        assertThat(
                        page.sent.stream()
                                .filter(
                                        event ->
                                                event.at("/item/type")
                                                        .asText()
                                                        .equals("function_call_output")))
                .hasSize(2); // added and done
    }

    @Test
    void a_program_is_not_told_of_tools_that_are_not_its_own() {
        var client = QuietTrack.ofClient().up();
        client.engine(
                new EngineEvent.ToolRequested(new ToolCall("call_1", "consultar_mikrotik", "{}")));
        client.session.leg().toolEnded("call_1", "answered");
        client.run();
        assertThat(client.types()).containsExactly("session.created");
    }

    private JsonNode item(String type) {
        return page.sent.stream()
                .map(event -> event.path("item"))
                .filter(item -> item.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_caller_who_is_away_has_us_on_hold() {
        page.session.away(true);
        page.session.away(false);
        assertThat(page.holds).containsExactly(true, false);
    }

    @Test
    void what_did_not_reach_a_caller_who_was_away_is_not_cut_but_said_again() {
        answer("Una respuesta larga.", 20);
        page.beats(10);
        page.session.away(true);
        page.session.leg().clear(); // as the call does when it is put on hold
        page.run();
        page.beats(5);
        page.session.away(false);
        page.engine(new EngineEvent.ReplyFinished());
        page.beats(30);
        assertThat(page.types()).doesNotContain("conversation.item.truncated");
        assertThat(page.buffer())
                .containsExactly(
                        "output_audio_buffer.started",
                        "output_audio_buffer.stopped",
                        "output_audio_buffer.started",
                        "output_audio_buffer.stopped");
    }

    @Test
    void a_sideband_hears_every_event_and_sends_its_own() {
        var client = QuietTrack.ofClient().up();
        List<JsonNode> aside = new ArrayList<>();
        var sideband = client.session.sideband(client.socket(aside));
        sideband.opened();
        client.run();
        assertThat(aside.getFirst().path("type").asText()).isEqualTo("session.created");
        int before = client.sent.size();
        var update =
                "{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"instructions\":\"Sé"
                        + " breve.\"}}";
        var bytes = update.getBytes(StandardCharsets.UTF_8);
        sideband.received(bytes, bytes.length);
        client.run();
        client.engine(new EngineEvent.ReplyStarted(), new EngineEvent.AssistantSaid(1, "Hola."));
        assertThat(aside.subList(1, aside.size()))
                .isEqualTo(client.sent.subList(before, client.sent.size()));
        assertThat(aside.get(1).at("/session/instructions").asText()).isEqualTo("Sé breve.");

        sideband.gone(true, "closed");
        client.run();
        int told = aside.size();
        client.engine(new EngineEvent.AssistantSaid(1, "Sigo."));
        assertThat(aside).hasSize(told);
        assertThat(client.legClosed).isEmpty();
    }

    @Test
    void a_sideband_that_does_not_read_is_left_behind_and_the_call_goes_on() {
        var client = QuietTrack.ofClient().up();
        var slow =
                new EventSocket() {
                    private String closed = "";

                    @Override
                    public void text(String message) {}

                    @Override
                    public boolean isFull() {
                        return true;
                    }

                    @Override
                    public void close(int code, String reason) {
                        closed = code + " " + reason;
                    }
                };
        client.session.sideband(slow).opened();
        client.run();
        client.engine(new EngineEvent.ReplyStarted());
        assertThat(slow.closed).isEqualTo("1008 peer-stalled");
        assertThat(client.types()).contains("response.created");
        assertThat(client.legClosed).isEmpty();
    }

    @Test
    void a_sideband_ends_with_the_call() {
        var client = QuietTrack.ofClient().up();
        var ends = new ArrayList<String>();
        var aside =
                new EventSocket() {
                    @Override
                    public void text(String message) {}

                    @Override
                    public boolean isFull() {
                        return false;
                    }

                    @Override
                    public void close(int code, String reason) {
                        ends.add(code + " " + reason);
                    }
                };
        client.session.sideband(aside).opened();
        client.run();
        client.session.ended(true, "closed");
        assertThat(ends).containsExactly("1000 closed");
        assertThat(client.legClosed).isEqualTo("true closed");
    }

    @Test
    void a_program_is_not_greeted_and_says_how_the_assistant_behaves() {
        var client = QuietTrack.ofClient().up();
        assertThat(client.session.leg().greeted()).isFalse();
        assertThat(
                        client.refusal(
                                "{'type': 'session.update', 'session': {'type': 'realtime',"
                                        + " 'instructions': 'x', 'audio': {'input': {'format':"
                                        + " {'type': 'audio/pcmu'}}}, 'tools': [{'type':"
                                        + " 'function', 'name': 'mine'}]}}"))
                .isEmpty();
        var conduct = ((Ask.Configure) client.asked.getFirst()).conduct();
        assertThat(conduct.tools().getFirst().name()).isEqualTo("mine");
        client.session.heard(new byte[960]);
        client.beats(3);
        assertThat(client.heard.getFirst()).hasSize(960); // what is on the track stays as it is
    }

    @Test
    void the_end_of_the_call_closes_the_channel_and_what_was_said_is_told() {
        page.session.leg().parts(() -> List.of(new HistoryEntry.CallerSaid("hola")));
        page.session.leg().close(new CallEnd(CallEnd.By.ASSISTANT, "farewell"));
        page.run();
        assertThat(page.histories.getFirst().get()).hasSize(1);
        assertThat(page.closed).isEqualTo("1000 farewell");
        assertThat(page.ends).hasSize(1);
        int frames = page.track.size();
        page.beats(3);
        assertThat(page.track).hasSize(frames);
    }

    private JsonNode event(String type) {
        return page.sent.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " is not in " + page.types()));
    }
}
