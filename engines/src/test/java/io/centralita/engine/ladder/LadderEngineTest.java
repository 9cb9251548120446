package io.centralita.engine.ladder;

import static io.centralita.engine.ladder.LadderRig.LOST;
import static io.centralita.engine.ladder.LadderRig.await;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.ScriptedEngine;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.ToolCall;
import io.centralita.media.AudioFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LadderEngineTest {
    private static final ToolCall ASK = new ToolCall("t1", "consultar_mikrotik", "{}");
    private static final Ask.Respond RESPOND = new Ask.Respond("");

    private final LadderRig rig = new LadderRig();

    @AfterEach
    void nothing_is_left() {
        rig.close();
        rig.call.awaitNoThread();
        for (var rung : List.of(rig.first, rig.second, rig.third)) {
            assertThat(rung.sessions()).allMatch(ScriptedEngine.Session::closed);
        }
        assertThat(rig.call.out.ended()).hasSize(rig.call.out.count()).doesNotHaveDuplicates();
    }

    @Test
    void the_first_rung_serves_while_it_can() {
        var session = rig.open();
        rig.first.session().post(new EngineEvent.Ready());
        rig.call.awaitEvent(EngineEvent.Ready.class);
        session.greet();
        await(() -> rig.first.session().told().contains("greet"));
        rig.first.session().say("Hola.", ofMillis(200));
        rig.call.awaitEvent(EngineEvent.ReplyFinished.class);
        assertThat(rig.second.sessions()).isEmpty();
        assertThat(rig.ladder.name()).isEqualTo("first");
    }

    @Test
    void another_rung_may_be_preferred_and_the_others_take_over_from_it() {
        assertThat(rig.ladder.names()).containsExactly("first", "second", "third");
        assertThat(rig.ladder.preferring("fourth")).isEmpty();
        var preferring = rig.ladder.preferring("second").orElseThrow();
        assertThat(preferring.name()).isEqualTo("second");
        try (var call = rig.another()) {
            call.open(preferring);
            await(() -> rig.second.sessions().size() == 1);
            assertThat(rig.first.sessions()).isEmpty();
            rig.second.session().post(new EngineEvent.Failed(new EngineFailure.Rejected("401")));
            await(() -> rig.first.sessions().size() == 1);
        }
        rig.open();
        await(() -> rig.first.sessions().size() == 2);
        rig.first.session().post(new EngineEvent.Failed(LOST));
        await(() -> rig.third.sessions().size() == 1);
        assertThat(rig.second.sessions()).as("what failed there is not tried here").hasSize(1);
    }

    @Test
    void a_rung_that_fails_to_open_goes_to_the_next_which_greets() {
        var session = rig.open();
        rig.first.session().post(new EngineEvent.Failed(new EngineFailure.Rejected("401")));
        await(() -> rig.second.sessions().size() == 1);
        assertThat(rig.first.session().closed()).isTrue();
        assertThat(rig.call.events).isEmpty();
        rig.second.session().post(new EngineEvent.Ready());
        rig.call.awaitEvent(EngineEvent.Ready.class);
        assertThat(rig.call.events)
                .containsExactly(
                        new EngineEvent.TakenOver("second", new EngineFailure.Rejected("401")),
                        new EngineEvent.Ready());
        session.greet();
        await(() -> rig.second.session().told().contains("greet"));
    }

    @Test
    void a_rung_that_is_not_ready_in_time_goes_to_the_next() {
        rig.open();
        rig.time.advance(ofMillis(3_999));
        rig.time.advance(ofMillis(1));
        await(() -> rig.second.sessions().size() == 1);
        rig.first.session().post(new EngineEvent.Ready());
        rig.time.advance(ofSeconds(4));
        await(() -> rig.third.sessions().size() == 1);
        rig.third.session().post(new EngineEvent.Ready());
        rig.call.awaitEvent(EngineEvent.Ready.class);
        assertThat(rig.call.count(EngineEvent.TakenOver.class)).isEqualTo(1);
    }

    @Test
    void the_last_failure_is_the_calls() {
        rig.open();
        rig.first.session().post(new EngineEvent.Failed(new EngineFailure.Rejected("401")));
        await(() -> rig.second.sessions().size() == 1);
        rig.second.session().post(new EngineEvent.Failed(LOST));
        await(() -> rig.third.sessions().size() == 1);
        var last = new EngineFailure.Rejected("language");
        rig.third.session().post(new EngineEvent.Failed(last));
        rig.call.awaitEvent(EngineEvent.Failed.class);
        assertThat(rig.call.events).containsExactly(new EngineEvent.Failed(last));
        rig.call.awaitNoThread();
    }

    @Test
    void the_next_rung_knows_what_was_said_and_found_out() {
        var session = talking();
        var first = rig.first.session();
        first.say("Hola.", ofMillis(200));
        callerSays("¿cuántos clientes hay?");
        first.post(new EngineEvent.ToolRequested(ASK));
        first.post(new EngineEvent.ReplyFinished());
        await(() -> rig.call.count(EngineEvent.ReplyFinished.class) == 3);
        session.switchboardSaid("Un momento.");
        session.toolFinished("t1", "Hay 221.");
        await(() -> first.told().contains("tool t1: Hay 221."));
        var utterance = first.say("Hay doscientos veintiún clientes activos", ofSeconds(1));
        session.interrupted(utterance, ofMillis(500));
        session.ask(new Ask.Add(new HistoryEntry.Told("VIP")));
        await(() -> first.told().size() == 5);
        callerSays("");
        callerSays("gracias");
        first.post(new EngineEvent.Failed(LOST));

        assertThat(takeOver().settings().history())
                .containsExactly(
                        new HistoryEntry.AssistantSaid("Hola."),
                        new HistoryEntry.CallerSaid("¿cuántos clientes hay?"),
                        new HistoryEntry.ToolCalled(ASK),
                        new HistoryEntry.SwitchboardSaid("Un momento."),
                        new HistoryEntry.ToolAnswered("t1", "Hay 221."),
                        new HistoryEntry.AssistantSaid("Hay doscientos"),
                        new HistoryEntry.Told("VIP"),
                        new HistoryEntry.CallerSaid("gracias"));
        assertThat(rig.call.events).contains(new EngineEvent.TakenOver("second", LOST));
    }

    @Test
    void a_reply_that_was_owed_is_given_by_the_next_rung() {
        talking();
        callerSays("¿cuántos clientes hay?");
        rig.first.session().post(new EngineEvent.Failed(LOST));
        assertThat(takeOver().told()).containsExactly("ask " + RESPOND);
        assertThat(rig.call.count(EngineEvent.ReplyFinished.class)).isEqualTo(1);
    }

    @Test
    void a_reply_that_broke_off_is_given_anew_and_what_was_heard_of_it_is_told() {
        talking();
        callerSays("¿cuántos clientes hay?");
        var first = rig.first.session();
        first.post(new EngineEvent.ReplyStarted());
        var utterance = first.speech().begin(AudioFormat.PCM_16K);
        first.post(new EngineEvent.AssistantSaid(utterance, "Hay doscientos"));
        first.speech().offer(utterance, new byte[640]);
        first.post(new EngineEvent.Failed(LOST));
        var second = takeOver();
        assertThat(second.told()).containsExactly("ask " + RESPOND);
        assertThat(second.settings().history())
                .hasSize(2)
                .last()
                .isInstanceOfSatisfying(
                        HistoryEntry.Told.class,
                        told -> assertThat(told.text()).contains("Hay doscientos"));
        assertThat(rig.call.out.ended()).containsExactly(utterance);
    }

    @Test
    void a_turn_whose_words_nobody_knows_is_not_answered() {
        talking();
        rig.first.session().post(new EngineEvent.CallerSpeechStarted());
        rig.first.session().post(new EngineEvent.CallerSpeechEnded(ofMillis(600)));
        rig.first.session().post(new EngineEvent.Failed(LOST));
        assertThat(takeOver().told()).isEmpty();
        await(() -> rig.call.count(EngineEvent.ReplyFinished.class) == 2);
    }

    @Test
    void an_idle_conversation_goes_on_without_a_word_of_the_next_rung() {
        talking();
        rig.first.session().post(new EngineEvent.Failed(LOST));
        assertThat(takeOver().told()).isEmpty();
        await(() -> rig.call.count(EngineEvent.ReplyFinished.class) == 2);
    }

    @Test
    void the_result_of_a_tool_in_flight_reaches_the_next_rung() {
        var session = talking();
        callerSays("¿cuántos clientes hay?");
        rig.first.session().post(new EngineEvent.ToolRequested(ASK));
        rig.first.session().post(new EngineEvent.ReplyFinished());
        rig.first.session().post(new EngineEvent.Failed(LOST));
        var second = takeOver();
        assertThat(second.settings().history()).endsWith(new HistoryEntry.ToolCalled(ASK));
        session.toolFinished("t1", "Hay 221.");
        await(() -> second.told().contains("tool t1: Hay 221."));
        session.toolFinished("t1", "Hay 222.");
        session.switchboardSaid("marca");
        await(() -> second.told().contains("switchboard: marca"));
        assertThat(second.told()).containsExactly("tool t1: Hay 221.", "switchboard: marca");
    }

    @Test
    void a_result_that_comes_while_the_next_rung_opens_waits_for_it() {
        var session = talking();
        callerSays("¿cuántos clientes hay?");
        rig.first.session().post(new EngineEvent.ToolRequested(ASK));
        rig.first.session().post(new EngineEvent.Failed(LOST));
        await(() -> rig.second.sessions().size() == 1);
        session.toolFinished("t1", "Hay 221.");
        var second = takeOver();
        await(() -> !second.told().isEmpty());
        assertThat(second.told()).containsExactly("tool t1: Hay 221.");
    }

    @Test
    void a_result_that_came_while_a_rung_failed_to_open_is_in_the_history_of_the_one_after() {
        var session = talking();
        callerSays("¿cuántos clientes hay?");
        rig.first.session().post(new EngineEvent.ToolRequested(ASK));
        rig.first.session().post(new EngineEvent.Failed(LOST));
        await(() -> rig.second.sessions().size() == 1);
        session.toolFinished("t1", "Hay 221.");
        rig.second.session().post(new EngineEvent.Failed(LOST));
        await(() -> rig.third.sessions().size() == 1);
        var third = rig.third.session();
        third.post(new EngineEvent.Ready());
        await(() -> third.told().size() == 1);
        assertThat(third.told()).containsExactly("ask " + RESPOND);
        assertThat(third.settings().history())
                .endsWith(
                        new HistoryEntry.ToolCalled(ASK),
                        new HistoryEntry.ToolAnswered("t1", "Hay 221."));
    }

    @Test
    void a_greeting_that_was_not_heard_is_given_by_the_next_rung() {
        var session = rig.open();
        rig.first.session().post(new EngineEvent.Ready());
        rig.call.awaitEvent(EngineEvent.Ready.class);
        session.greet();
        await(() -> rig.first.session().told().contains("greet"));
        rig.first.session().post(new EngineEvent.Failed(LOST));
        assertThat(takeOver().told()).containsExactly("greet");
    }

    @Test
    void a_greeting_that_broke_off_is_not_given_again() {
        var session = rig.open();
        var first = rig.first.session();
        first.post(new EngineEvent.Ready());
        rig.call.awaitEvent(EngineEvent.Ready.class);
        session.greet();
        await(() -> first.told().contains("greet"));
        var utterance = first.speech().begin(AudioFormat.PCM_16K);
        first.post(new EngineEvent.AssistantSaid(utterance, "Hola, soy"));
        first.speech().offer(utterance, new byte[640]);
        first.post(new EngineEvent.Failed(LOST));
        assertThat(takeOver().told()).doesNotContain("greet");
    }

    @Test
    void a_greeting_asked_for_while_the_next_rung_opens_is_given_once() {
        var session = rig.open();
        rig.first.session().post(new EngineEvent.Ready());
        rig.first.session().post(new EngineEvent.Failed(LOST));
        await(() -> rig.second.sessions().size() == 1);
        session.greet();
        session.switchboardSaid("marca");
        var second = takeOver();
        await(() -> second.told().contains("switchboard: marca"));
        assertThat(second.told()).containsExactly("switchboard: marca", "greet");
    }

    @Test
    void nothing_of_a_lost_rung_is_heard_or_posted() {
        talking();
        var first = rig.first.session();
        var utterance = first.speech().begin(AudioFormat.PCM_16K);
        first.speech().offer(utterance, new byte[640]);
        first.post(new EngineEvent.Failed(LOST));
        var events = rig.call.events.size();
        takeOver();
        first.post(new EngineEvent.CallerSaid("de otro tiempo"));
        first.post(new EngineEvent.Failed(LOST));
        assertThat(first.speech().offer(utterance, new byte[640])).isFalse();
        assertThat(first.speech().offer(first.speech().begin(AudioFormat.PCM_8K), new byte[320]))
                .isFalse();
        first.speech().end(utterance);
        rig.second.session().post(new EngineEvent.CallerSaid("de este"));
        await(() -> rig.call.events.contains(new EngineEvent.CallerSaid("de este")));
        assertThat(rig.call.events.subList(events, rig.call.events.size()))
                .doesNotContain(new EngineEvent.CallerSaid("de otro tiempo"));
        assertThat(rig.call.out.total()).isEqualTo(640);
        assertThat(rig.third.sessions()).isEmpty();
    }

    @Test
    void the_next_rung_says_nothing_before_the_caller_was_told_of_it() {
        rig.call.resumes = false;
        var session = talking();
        callerSays("¿cuántos clientes hay?");
        rig.first.session().post(new EngineEvent.Failed(LOST));
        var second = takeOver();
        session.switchboardSaid("Disculpa.");
        second.post(new EngineEvent.CallerSaid("marca"));
        await(() -> rig.call.events.contains(new EngineEvent.CallerSaid("marca")));
        assertThat(second.told()).isEmpty();
        session.resume();
        await(() -> second.told().size() == 2);
        assertThat(second.told()).containsExactly("switchboard: Disculpa.", "ask " + RESPOND);
    }

    @Test
    void events_keep_their_order_with_the_speech_of_their_rung() {
        talking();
        var first = rig.first.session();
        for (int i = 0; i < 1_000; i++) {
            var event = new EngineEvent.CallerSaid("turn " + i);
            first.post(event);
            assertThat(rig.call.events.getLast()).isEqualTo(event);
        }
    }

    @Test
    void a_goodbye_that_was_said_needs_no_other_engine() {
        talking();
        rig.first.session().post(new EngineEvent.Farewell());
        rig.first.session().post(new EngineEvent.Failed(LOST));
        await(() -> rig.first.session().closed());
        assertThat(rig.second.sessions()).isEmpty();
        assertThat(rig.call.count(EngineEvent.Failed.class)).isZero();
    }

    @Test
    void closing_while_a_rung_opens_leaves_nothing() {
        talking();
        rig.first.session().post(new EngineEvent.Failed(LOST));
        await(() -> rig.second.sessions().size() == 1);
        rig.close();
        assertThat(rig.second.session().closed()).isTrue();
        var events = List.copyOf(rig.call.events);
        rig.second.session().post(new EngineEvent.Ready());
        rig.second.session().post(new EngineEvent.Failed(LOST));
        rig.call.awaitNoThread();
        assertThat(rig.call.events).isEqualTo(events);
        assertThat(rig.third.sessions()).isEmpty();
    }

    private EngineSession talking() {
        var session = rig.open();
        rig.first.session().post(new EngineEvent.Ready());
        rig.call.awaitEvent(EngineEvent.Ready.class);
        session.greet();
        await(() -> rig.first.session().told().contains("greet"));
        rig.first.session().post(new EngineEvent.ReplyFinished());
        rig.call.awaitEvent(EngineEvent.ReplyFinished.class);
        return session;
    }

    private void callerSays(String text) {
        var first = rig.first.session();
        first.post(new EngineEvent.CallerSpeechStarted());
        first.post(new EngineEvent.CallerSpeechEnded(ofMillis(600)));
        first.post(new EngineEvent.CallerSaid(text));
    }

    /// The second rung is ready and has been told what it is told at once.
    private ScriptedEngine.Session takeOver() {
        await(() -> rig.second.sessions().size() == 1);
        var second = rig.second.session();
        second.post(new EngineEvent.Ready());
        rig.call.awaitEvent(EngineEvent.TakenOver.class);
        if (rig.call.resumes) {
            rig.call.askForNothing();
            await(() -> second.told().removeIf(line -> line.startsWith("ask Heard")));
        }
        return second;
    }
}
