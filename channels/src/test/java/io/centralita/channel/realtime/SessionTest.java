package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What a session makes of what comes early, late, twice or not at all.
class SessionTest extends QuietSession {
    @Test
    void what_the_engine_still_says_of_a_cancelled_answer_is_passed_over() {
        call();
        session.engineSays(new EngineEvent.ReplyStarted());
        session.engineSays(new EngineEvent.AssistantSaid(1, "Uno."));
        send("{'type': 'response.cancel'}");
        session.engineSays(new EngineEvent.AssistantSaid(1, "Dos."));
        session.engineSays(new EngineEvent.ToolRequested(new ToolCall("c", "mine", "{}")));
        session.engineSays(new EngineEvent.ReplyFinished());
        send("{'type': 'response.create'}");
        session.engineSays(new EngineEvent.ReplyStarted());
        session.engineSays(new EngineEvent.AssistantSaid(2, "Tres."));
        session.engineSays(new EngineEvent.ReplyFinished());
        beat();

        assertThat(deltas()).containsExactly("Uno.", "Tres.");
        assertThat(statuses()).containsExactly("cancelled", "completed");
        assertThat(types()).doesNotContain("response.function_call_arguments.done");
    }

    @Test
    void an_end_that_comes_late_does_not_end_the_next_answer() {
        call();
        send("{'type': 'response.create'}");
        session.engineSays(new EngineEvent.ReplyStarted());
        send("{'type': 'response.cancel'}");
        send("{'type': 'response.create'}");
        send("{'type': 'response.create'}"); // refused, which begins the one before for its id
        session.engineSays(new EngineEvent.ReplyFinished()); // of the first
        beat();
        assertThat(statuses()).containsExactly("cancelled");
        session.engineSays(new EngineEvent.ReplyStarted());
        session.engineSays(new EngineEvent.AssistantSaid(2, "Segunda."));
        session.engineSays(new EngineEvent.ReplyFinished());
        beat();
        assertThat(statuses()).containsExactly("cancelled", "completed");
        assertThat(types().stream().filter("response.created"::equals)).hasSize(2);
    }

    @Test
    void an_answer_is_done_when_its_last_sound_is_out_and_the_next_begins_after_it() {
        call();
        session.engineSays(new EngineEvent.ReplyStarted());
        session.engineSays(new EngineEvent.AssistantSaid(1, "Uno."));
        queue(1, 120);
        session.engineSays(new EngineEvent.ReplyFinished());
        session.engineSays(new EngineEvent.ReplyStarted());
        session.engineSays(new EngineEvent.AssistantSaid(2, "Dos."));
        beat();
        assertThat(statuses()).isEmpty();
        beat();
        beat();
        assertThat(statuses()).containsExactly("completed");
        assertThat(types().indexOf("response.done"))
                .isLessThan(types().lastIndexOf("response.created"));
        assertThat(types().stream().filter("response.output_audio.delta"::equals)).hasSize(5);
    }

    @Test
    void an_end_that_was_under_way_before_an_answer_was_asked_for_is_not_its_end() {
        call();
        send("{'type': 'response.create'}");
        send("{'type': 'response.create'}"); // refused, with the id of the first
        session.engineSays(new EngineEvent.ReplyFinished()); // there was nothing to greet with
        beat();
        assertThat(statuses()).isEmpty();
        session.engineSays(new EngineEvent.ReplyStarted());
        session.engineSays(new EngineEvent.AssistantSaid(1, "Uno."));
        session.engineSays(new EngineEvent.ReplyFinished());
        beat();
        assertThat(statuses()).containsExactly("completed");
        assertThat(types().stream().filter("response.created"::equals)).hasSize(1);
    }

    @Test
    void a_caller_who_interrupts_stops_the_answer_that_was_to_follow_too() throws Exception {
        send(
                "{'type': 'session.update', 'session': {'type': 'realtime', 'tools': [{'type':"
                        + " 'function', 'name': 'mine'}]}}");
        call();
        session.engineSays(new EngineEvent.ReplyStarted());
        session.engineSays(new EngineEvent.AssistantSaid(1, "Uno."));
        queue(1, 500);
        session.engineSays(new EngineEvent.ReplyFinished());
        session.engineSays(new EngineEvent.ReplyStarted());
        session.engineSays(new EngineEvent.AssistantSaid(2, "Dos."));
        session.engineSays(new EngineEvent.ToolRequested(new ToolCall("call_2", "mine", "{}")));
        beat();
        session.engineSays(new EngineEvent.CallerSpeechStarted());
        session.engineSays(new EngineEvent.AssistantSaid(2, "Y más."));
        outgoing.clear();
        beat();

        assertThat(statuses()).containsExactly("cancelled");
        assertThat(deltas()).containsExactly("Uno.");
        send(
                "{'type': 'conversation.item.create', 'item': {'type': 'function_call_output',"
                        + " 'call_id': 'call_2', 'output': 'x'}}");
        assertThat(sent.getLast().at("/error/code").asText()).isEqualTo("invalid_tool_call_id");
    }

    @Test
    void sound_whose_words_are_not_known_yet_is_held_and_then_taken_as_it_is() {
        call();
        session.engineSays(new EngineEvent.ReplyStarted());
        queue(7, 3);
        beat();
        assertThat(types()).doesNotContain("response.output_audio.delta");
        session.engineSays(new EngineEvent.AssistantSaid(7, "Siete."));
        beat();
        assertThat(types()).contains("response.output_audio.delta");

        queue(8, 3);
        for (int i = 0; i < 15; i++) {
            beat();
        }
        assertThat(types().stream().filter("response.output_item.added"::equals)).hasSize(2);
    }

    @Test
    void what_the_peer_plays_is_reckoned_and_forgotten_when_it_is_cleared() {
        var to = call();
        session.engineSays(new EngineEvent.ReplyStarted());
        session.engineSays(new EngineEvent.AssistantSaid(1, "Uno."));
        queue(1, 50);
        beat();
        for (int i = 0; i < 10; i++) {
            beat();
        }
        assertThat(played).last().isEqualTo(10L);
        to.clear();
        run();
        for (int i = 0; i < 100; i++) {
            beat();
        }
        assertThat(played).last().isEqualTo(10L);
    }

    @Test
    void a_peer_that_does_not_read_is_given_five_seconds() {
        call();
        full = true;
        for (int i = 0; i < 245; i++) {
            beat();
        }
        assertThat(closed).isEmpty();
        for (int i = 0; i < 10; i++) {
            beat();
        }
        assertThat(closed).isEqualTo("1008 peer-stalled");
        assertThat(legClosed).isEqualTo("false peer-stalled");
    }

    @Test
    void a_bug_ends_the_session_it_happens_in() {
        var to = call();
        to.observe(new EngineEvent.CallerSaid(nothing()));
        run();
        assertThat(closed).isEqualTo("1011 fault");
        assertThat(legClosed).isEqualTo("false fault");
    }

    @Test
    void a_session_that_ends_before_its_call_is_up_ends_the_call() {
        send("{'type': 'response.create'}");
        session.gone(true, "closed");
        session.gone(true, "closed");
        var late = leg;
        assertThat(late).isNotNull();
        if (late != null) {
            late.open(listener(), outgoing::poll);
            run();
        }
        assertThat(legClosed).isEqualTo("true closed");
    }

    @Test
    void the_house_fills_in_what_the_peer_leaves_open() {
        send(
                "{'type': 'session.update', 'session': {'type': 'realtime', 'audio': {'input':"
                        + " {'turn_detection': {'type': 'semantic_vad', 'eagerness': 'low'}},"
                        + " 'output': {'voice': 'marin'}}}}");
        var conduct = session.call().conduct(HOUSE);
        assertThat(conduct.instructions()).isEqualTo("de la casa");
        assertThat(conduct.voice()).isEqualTo("marin");
        assertThat(conduct.turnTaking()).isEqualTo(new TurnTaking(true, true, true, true, null));
        send(
                "{'type': 'session.update', 'session': {'type': 'realtime', 'instructions': 'mías',"
                        + " 'tools': [{'type': 'function', 'name': 'mine'}], 'audio': {'input':"
                        + " {'turn_detection': {'type': 'server_vad', 'silence_duration_ms': 10,"
                        + " 'create_response': false, 'interrupt_response': false}}, 'output':"
                        + " {'voice': 'nobody'}}}}");
        conduct = session.call().conduct(HOUSE);
        assertThat(conduct.instructions()).isEqualTo("mías");
        assertThat(conduct.voice()).isEmpty();
        assertThat(conduct.turnTaking())
                .isEqualTo(new TurnTaking(true, false, false, false, Duration.ofMillis(200)));
        assertThat(session.call().tools(name -> null).find("mine")).isNotNull();
    }

    @Test
    void the_switchboards_own_tools_are_found_where_they_are_offered_and_the_peer_has_none() {
        call();
        var own = session.call().tools(_ -> tool("consultar_mikrotik"));
        assertThat(own.find("consultar_mikrotik")).isNotNull();
        send(
                "{'type': 'session.update', 'session': {'type': 'realtime', 'tools': [{'type':"
                        + " 'function', 'name': 'mine'}]}}");
        assertThat(own.find("consultar_mikrotik")).isNull();
        assertThat(asked).last().asString().contains("answersTools=false");
    }

    @Test
    void a_late_output_of_a_tool_is_told_as_such() throws Exception {
        send(
                "{'type': 'session.update', 'session': {'type': 'realtime', 'tools': [{'type':"
                        + " 'function', 'name': 'mine'}]}}");
        call();
        var tool = session.call().tools(name -> null).find("mine");
        var call = new ToolCall("call_1", "mine", "{}");
        session.engineSays(new EngineEvent.ReplyStarted());
        session.engineSays(new EngineEvent.ToolRequested(call));
        Thread.currentThread().interrupt(); // the runner gave up on it
        assertThat(tool).isNotNull();
        if (tool != null) {
            assertThatThrownBy(() -> tool.run(request(call)))
                    .isInstanceOf(InterruptedException.class);
        }
        send(
                "{'type': 'conversation.item.create', 'item': {'type': 'function_call_output',"
                        + " 'call_id': 'call_1', 'output': 'tarde'}}");
        assertThat(asked).anyMatch(line -> line.contains("Told[text=Late answer of mine: tarde]"));
    }

    private static Tool tool(String name) {
        return new Tool() {
            @Override
            public ToolDefinition definition() {
                return new ToolDefinition(name, "", JSON.createObjectNode());
            }

            @Override
            public ToolOutcome run(ToolRequest request) {
                return new ToolOutcome.Answered("");
            }
        };
    }

    private static ToolRequest request(ToolCall call) {
        return new ToolRequest(
                call,
                JSON.createObjectNode(),
                ToolDeadlines.of(Duration.ofSeconds(60)),
                Locale.of("es"));
    }

    @SuppressWarnings("NullAway") // what a broken engine would do
    private static String nothing() {
        return null;
    }
}
