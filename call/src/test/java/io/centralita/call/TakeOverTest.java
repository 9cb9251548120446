package io.centralita.call;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.CallEvent.FromEngine;
import io.centralita.call.CallEvent.PlayoutBegan;
import io.centralita.call.CallEvent.PlayoutEnded;
import io.centralita.call.CallEvent.SoundBegan;
import io.centralita.call.CallEvent.SoundEnded;
import io.centralita.call.CallEvent.UtteranceOpened;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.record.CallReport;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolResult;
import io.centralita.call.tool.ToolResultProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a caller hears when one engine takes over from another.
class TakeOverTest {
    private static final EngineEvent TAKEN_OVER =
            new EngineEvent.TakenOver("offline", new EngineFailure.Broken("chat", null));
    private static final ToolCall ASK = new ToolCall("t1", "consultar_mikrotik", "{}");

    private final CallJournal journal =
            new CallJournal(
                    new LegInfo("fake", "c1", "", "", Map.of()),
                    "default",
                    "openai",
                    VirtualTime.START,
                    0);
    private final Call call =
            new Call(
                    CallSettings.standard(Locale.of("es"), "Hola"),
                    new Conduct("", "", List.of(), TurnTaking.AUTOMATIC, true),
                    journal,
                    new ToolResultProcessor(new BundledTexts()),
                    0);

    @Test
    void the_caller_hears_that_things_go_on_and_the_report_names_the_new_engine() {
        talking();
        assertThat(engine(TAKEN_OVER, 5_000))
                .containsExactly(new Command.Say(Phrase.TAKEN_OVER), new Command.Resume());
        assertThat(journal.report(new CallReport.Audio(0, 0, 0, 0)).engine()).isEqualTo("offline");
    }

    @Test
    void a_caller_whose_words_were_lost_is_asked_to_say_them_again() {
        talking();
        engine(new EngineEvent.CallerSpeechStarted(), 3_000);
        engine(new EngineEvent.CallerSpeechEnded(ofMillis(600)), 4_000);
        assertThat(engine(TAKEN_OVER, 5_000))
                .containsExactly(
                        new Command.Say(Phrase.TAKEN_OVER_SAY_AGAIN), new Command.Resume());
    }

    @Test
    void a_caller_whose_words_are_known_is_not_asked_again() {
        talking();
        engine(new EngineEvent.CallerSpeechStarted(), 3_000);
        engine(new EngineEvent.CallerSpeechEnded(ofMillis(600)), 4_000);
        engine(new EngineEvent.CallerSaid("¿cuántos hay?"), 4_100);
        assertThat(engine(TAKEN_OVER, 5_000))
                .containsExactly(new Command.Say(Phrase.TAKEN_OVER), new Command.Resume());
    }

    @Test
    void before_the_first_word_a_take_over_is_nothing_to_talk_about() {
        assertThat(engine(TAKEN_OVER, 900)).containsExactly(new Command.Resume());
        assertThat(engine(new EngineEvent.Ready(), 900)).containsExactly(new Command.Greet());
    }

    @Test
    void the_wait_for_the_next_engine_is_dead_air_and_covered() {
        talking();
        callerAsked(3_000);
        assertThat(call.at(at(5_200))).containsExactly(new Command.Fill(Phrase.ONE_MOMENT));
        engine(TAKEN_OVER, 5_300);
        call.on(new CallEvent.LegClosed(true, "hung-up"), at(6_000));
        assertThat(journal.deadAir().longest()).isEqualTo(ofSeconds(3));
    }

    @Test
    void a_caller_who_spoke_when_the_engine_was_lost_is_not_waited_for_forever() {
        talking();
        engine(new EngineEvent.CallerSpeechStarted(), 3_000);
        engine(TAKEN_OVER, 4_000);
        assertThat(call.nextDeadline()).isLessThan(Long.MAX_VALUE);
    }

    @Test
    void the_result_of_a_tool_that_the_lost_engine_asked_for_goes_to_the_next() {
        talking();
        engine(new EngineEvent.ToolRequested(ASK), 3_000);
        engine(TAKEN_OVER, 4_000);
        var result = new ToolResult(ASK, new ToolOutcome.Answered("221"), "221", ofSeconds(2));
        assertThat(call.on(new CallEvent.ToolEnded(result), at(5_000)))
                .contains(new Command.SendToolResult("t1", "221"));
    }

    @Test
    void after_a_goodbye_a_take_over_is_not_heard() {
        talking();
        call.on(new UtteranceOpened(2), at(3_000));
        engine(new EngineEvent.Farewell(), 3_000);
        assertThat(engine(TAKEN_OVER, 3_100)).containsExactly(new Command.Resume());
    }

    /// Greeted, and heard to the end.
    private void talking() {
        engine(new EngineEvent.Ready(), 100);
        call.on(new UtteranceOpened(1), at(110));
        engine(new EngineEvent.AssistantSaid(1, "Hola"), 110);
        call.on(new PlayoutBegan(1), at(120));
        call.on(new SoundBegan(1, at(120)), at(120));
        engine(new EngineEvent.ReplyFinished(), 150);
        call.on(new SoundEnded(1, at(620)), at(620));
        call.on(new PlayoutEnded(1, ofMillis(500)), at(620));
    }

    private void callerAsked(long ms) {
        engine(new EngineEvent.CallerSpeechStarted(), ms - 500);
        engine(new EngineEvent.CallerSpeechEnded(Duration.ZERO), ms);
        engine(new EngineEvent.CallerSaid("¿cuántos hay?"), ms);
    }

    private List<Command> engine(EngineEvent event, long ms) {
        return call.on(new FromEngine(event, at(ms)), at(ms));
    }

    private static long at(long ms) {
        return ms * 1_000_000;
    }
}
