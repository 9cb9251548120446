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
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Patience;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Who;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolResult;
import io.centralita.call.tool.ToolResultProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTest {
    private static final long START = 1_000_000_000L;
    private static final Locale SPANISH = Locale.of("es");
    private static final Conduct TELEPHONE =
            new Conduct("", "", List.of(), TurnTaking.AUTOMATIC, true);
    private static final ToolCall ASK = new ToolCall("t1", "consultar_mikrotik", "{}");

    private final CallSettings settings =
            CallSettings.standard(SPANISH, "Hola")
                    .with(new Patience(Duration.ZERO, 0, Duration.ZERO));
    private final CallJournal journal =
            new CallJournal(
                    new LegInfo("fake", "c1", "", "", Map.of()),
                    "default",
                    "scripted",
                    VirtualTime.START,
                    START);
    private final Call call =
            new Call(
                    settings,
                    TELEPHONE,
                    journal,
                    new ToolResultProcessor(new BundledTexts()),
                    START);

    @Test
    void greets_once_when_the_engine_is_ready() {
        assertThat(engine(new EngineEvent.Ready(), 300)).containsExactly(new Command.Greet());
        assertThat(engine(new EngineEvent.Ready(), 310)).isEmpty();
    }

    @Test
    void barge_in_stops_playout_and_tells_the_engine_what_was_heard() {
        talking();
        on(new UtteranceOpened(1), 1_000);
        on(new PlayoutBegan(1), 1_020);

        assertThat(engine(new EngineEvent.CallerSpeechStarted(), 1_500))
                .containsExactly(new Command.StopPlayout());
        assertThat(
                        on(
                                new CallEvent.PlayoutStopped(
                                        List.of(new CallEvent.Cut(1, ofMillis(400))), 2),
                                1_500))
                .containsExactly(new Command.TellInterrupted(1, ofMillis(400)));
    }

    @Test
    void a_caller_who_speaks_into_silence_stops_nothing() {
        talking();
        assertThat(engine(new EngineEvent.CallerSpeechStarted(), 1_500)).isEmpty();
    }

    @Test
    void a_silent_model_is_covered_by_the_switchboard_700_ms_after_the_tool_call() {
        talking();
        callerAsked(1_000);
        assertThat(engine(new EngineEvent.ToolRequested(ASK), 1_100))
                .containsExactly(new Command.RunTool(ASK));

        assertThat(call.at(at(1_799))).isEmpty();
        assertThat(call.at(at(1_800))).containsExactly(new Command.Fill(Phrase.LOOKING_UP));
        assertThat(call.at(at(1_801))).isEmpty();
    }

    @Test
    void a_model_that_says_something_itself_is_not_covered() {
        talking();
        callerAsked(1_000);
        engine(new EngineEvent.ToolRequested(ASK), 1_100);
        on(new UtteranceOpened(5), 1_200);
        on(new SoundBegan(5, at(1_220)), 1_220);
        on(new SoundEnded(5, at(2_120)), 2_120);
        on(new PlayoutEnded(5, ofMillis(900)), 2_120);

        assertThat(call.at(at(2_200))).isEmpty();
    }

    @Test
    void a_long_tool_never_leaves_the_caller_longer_than_the_budget_without_a_word() {
        talking();
        callerAsked(1_000);
        engine(new EngineEvent.ToolRequested(ASK), 1_100);
        var said = new ArrayList<Saying>();
        long utterance = 10;
        for (long ms = 1_100; ms < 20_000; ms += 20) {
            for (var command : call.at(at(ms))) {
                if (command instanceof Command.Fill(var saying)) {
                    said.add(saying);
                    utterance++;
                    on(new CallEvent.PhraseQueued(utterance, "…"), ms);
                    on(new SoundBegan(utterance, at(ms + 20)), ms + 20);
                    on(new SoundEnded(utterance, at(ms + 1_020)), ms + 1_020);
                    on(new PlayoutEnded(utterance, ofSeconds(1)), ms + 1_020);
                    ms += 1_020;
                }
            }
        }
        assertThat(said.getFirst()).isEqualTo(Phrase.LOOKING_UP);
        assertThat(said.subList(1, said.size()))
                .containsOnly(Phrase.STILL_LOOKING_UP, Phrase.STILL_HERE_LOOKING_UP);
        assertThat(said).hasSizeBetween(5, 8);
        assertThat(journal.deadAir().longest()).isLessThanOrEqualTo(ofMillis(2_500));
    }

    @Test
    void a_model_that_thinks_too_long_is_covered_too() {
        talking();
        callerAsked(1_000);
        assertThat(call.at(at(3_199))).isEmpty();
        assertThat(call.at(at(3_200))).containsExactly(new Command.Fill(Phrase.ONE_MOMENT));
    }

    @Test
    void nothing_is_said_while_the_caller_speaks_or_was_answered() {
        talking();
        engine(new EngineEvent.CallerSpeechStarted(), 1_000);
        assertThat(call.at(at(60_000))).isEmpty();
        callerAsked(60_000);
        engine(new EngineEvent.ReplyFinished(), 60_100);
        assertThat(call.at(at(90_000))).isEmpty();
        assertThat(call.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void only_the_first_result_of_a_tool_call_reaches_the_engine() {
        talking();
        engine(new EngineEvent.ToolRequested(ASK), 1_000);
        var result =
                new ToolResult(
                        ASK, new ToolOutcome.Answered("221 clientes"), "221 clientes", ofMillis(5));

        assertThat(on(new CallEvent.ToolEnded(result), 1_005))
                .containsExactly(new Command.SendToolResult("t1", "221 clientes"));
        assertThat(on(new CallEvent.ToolEnded(result), 1_006)).isEmpty();
    }

    @Test
    void a_runner_that_never_reports_is_answered_by_the_last_resort() {
        talking();
        engine(new EngineEvent.ToolRequested(ASK), 1_000);

        var commands = call.at(at(1_000 + 74_000));

        assertThat(commands)
                .contains(
                        new Command.SendToolResult(
                                "t1",
                                "La consulta tardó demasiado tiempo en responder. Por favor,"
                                        + " intenta con una pregunta más simple o inténtalo"
                                        + " nuevamente."));
    }

    @Test
    void a_lost_engine_is_apologised_for_and_the_call_ends_when_that_was_heard() {
        talking();
        assertThat(engine(new EngineEvent.Failed(new EngineFailure.Broken("chat", null)), 1_000))
                .containsExactly(
                        new Command.CloseEngine(),
                        new Command.StopPlayout(),
                        new Command.Say(Phrase.TECHNICAL_PROBLEM));
        on(new CallEvent.PlayoutStopped(List.of(), 1), 1_000);
        on(new CallEvent.PhraseQueued(7, "Lo siento"), 1_000);
        on(new PlayoutBegan(7), 1_020);

        assertThat(on(new PlayoutEnded(7, ofSeconds(3)), 4_000))
                .containsExactly(new Command.Close(new CallEnd(CallEnd.By.ENGINE, "broken:chat")));
    }

    @Test
    void an_apology_that_cannot_be_spoken_does_not_keep_the_call() {
        talking();
        engine(new EngineEvent.Failed(new EngineFailure.Rejected("401")), 1_000);
        on(new CallEvent.PlayoutStopped(List.of(), 1), 1_000);
        assertThat(on(new CallEvent.PhraseMissing(Phrase.TECHNICAL_PROBLEM), 1_000))
                .containsExactly(new Command.Close(new CallEnd(CallEnd.By.ENGINE, "rejected:401")));
    }

    @Test
    void an_engine_that_never_opens_is_given_up_at_its_deadline() {
        assertThat(call.nextDeadline()).isLessThanOrEqualTo(at(10_000));
        var commands = call.at(at(10_000));
        assertThat(commands).contains(new Command.Say(Phrase.TECHNICAL_PROBLEM));
    }

    @Test
    void a_farewell_ends_the_call_once_it_was_heard_to_its_end() {
        talking();
        on(new UtteranceOpened(3), 1_000);
        engine(new EngineEvent.Farewell(), 1_010);
        on(new PlayoutBegan(3), 1_020);
        assertThat(call.at(at(1_500))).isEmpty();
        assertThat(on(new PlayoutEnded(3, ofMillis(800)), 1_820))
                .containsExactly(new Command.Close(new CallEnd(CallEnd.By.ASSISTANT, "farewell")));
    }

    @Test
    void a_farewell_that_is_never_heard_ends_the_call_all_the_same() {
        talking();
        on(new UtteranceOpened(3), 1_000);
        engine(new EngineEvent.Farewell(), 1_010);
        assertThat(call.at(at(1_010 + 30_000)))
                .containsExactly(new Command.Close(new CallEnd(CallEnd.By.ASSISTANT, "farewell")));
    }

    @Test
    void after_the_end_nothing_is_decided_any_more() {
        talking();
        assertThat(on(new CallEvent.LegClosed(true, "hung-up"), 2_000))
                .containsExactly(new Command.Close(CallEnd.callerHungUp()));
        assertThat(engine(new EngineEvent.ToolRequested(ASK), 2_001)).isEmpty();
        assertThat(call.at(at(99_000))).isEmpty();
    }

    @Test
    void the_report_has_turns_with_what_was_heard_and_the_time_to_the_ear() {
        talking();
        engine(new EngineEvent.CallerSpeechStarted(), 1_000);
        engine(new EngineEvent.CallerSpeechEnded(ofMillis(600)), 3_600);
        engine(new EngineEvent.CallerSaid("¿cuántos clientes hay?"), 3_600);
        on(new UtteranceOpened(2), 3_650);
        engine(new EngineEvent.AssistantSaid(2, "Hay 221 clientes."), 3_650);
        on(new PlayoutBegan(2), 3_700);
        on(new SoundBegan(2, at(3_700)), 3_700);
        on(new PlayoutEnded(2, ofMillis(1_500)), 5_200);

        var report = journal.report(new CallReport.Audio(0, 0, 0, 0));

        assertThat(report.turns())
                .containsExactly(
                        new CallReport.Turn(
                                Who.CALLER, "¿cuántos clientes hay?", 1_000, 3_000, null, false),
                        new CallReport.Turn(
                                Who.ASSISTANT, "Hay 221 clientes.", 3_700, 5_200, 700L, false));
    }

    @Test
    void a_wait_that_ends_with_the_call_counts_as_dead_air() {
        talking();
        callerAsked(1_000);
        on(new CallEvent.LegClosed(true, "hung-up"), 3_000);
        assertThat(journal.deadAir().longest()).isEqualTo(ofSeconds(2));
    }

    @Test
    void words_that_were_never_heard_leave_no_turn() {
        talking();
        on(new UtteranceOpened(2), 1_000);
        engine(new EngineEvent.AssistantSaid(2, "nunca oído"), 1_000);
        on(new CallEvent.PlayoutStopped(List.of(new CallEvent.Cut(2, Duration.ZERO)), 3), 1_010);
        assertThat(journal.transcript().turns()).isEmpty();
    }

    @Test
    void a_peer_that_keeps_interruptions_to_itself_is_not_interrupted_by_us() {
        talking();
        asks(new Ask.Configure(kept(true)), 500);
        on(new UtteranceOpened(1), 1_000);
        on(new PlayoutBegan(1), 1_020);

        assertThat(engine(new EngineEvent.CallerSpeechStarted(), 1_500)).isEmpty();
    }

    @Test
    void nobody_waits_for_an_answer_that_the_peer_has_to_ask_for() {
        talking();
        asks(new Ask.Configure(kept(true)), 500);
        callerAsked(1_000);
        engine(new EngineEvent.ToolRequested(ASK), 1_100);
        on(new CallEvent.ToolEnded(answered(ASK)), 1_200);

        assertThat(call.at(at(60_000))).isEmpty();

        asks(new Ask.Respond(""), 60_000);
        assertThat(call.at(at(62_500))).containsExactly(new Command.Fill(Phrase.ONE_MOMENT));
    }

    @Test
    void a_session_of_words_alone_needs_no_sentences_against_silence_and_is_reported() {
        talking();
        asks(new Ask.Configure(kept(false)), 500);
        asks(new Ask.Respond(""), 1_000);
        assertThat(call.at(at(30_000))).isEmpty();

        on(new UtteranceOpened(2), 30_000);
        engine(new EngineEvent.AssistantSaid(2, "Hay tres."), 30_000);
        on(new PlayoutEnded(2, Duration.ZERO), 30_010);
        assertThat(journal.transcript().turns())
                .extracting(CallReport.Turn::text)
                .containsExactly("Hay tres.");
    }

    @Test
    void what_a_peer_asks_is_passed_on_and_what_it_heard_corrects_the_report() {
        talking();
        var typed = new Ask.Add(new HistoryEntry.CallerSaid("hola"));
        assertThat(asks(typed, 500)).containsExactly(new Command.PassOn(typed));
        on(new UtteranceOpened(2), 1_000);
        engine(new EngineEvent.AssistantSaid(2, "Hay tres."), 1_000);
        on(new PlayoutBegan(2), 1_000);

        assertThat(asks(new Ask.Cancel(), 1_500))
                .containsExactly(new Command.PassOn(new Ask.Cancel()), new Command.StopPlayout());
        on(new CallEvent.PlayoutStopped(List.of(new CallEvent.Cut(2, ofMillis(500))), 3), 1_500);
        assertThat(asks(new Ask.Heard(2, ofMillis(320)), 1_600))
                .containsExactly(new Command.TellInterrupted(2, ofMillis(320)));
        assertThat(journal.transcript().turns())
                .containsExactly(
                        new CallReport.Turn(Who.ASSISTANT, "Hay tres.", 1_000, 1_320, null, true));
    }

    @Test
    void what_is_asked_during_the_last_words_does_not_hold_them_up() {
        talking();
        engine(new EngineEvent.Failed(new EngineFailure.Broken("chat", null)), 1_000);
        assertThat(asks(new Ask.Respond(""), 1_010)).isEmpty();
        on(new CallEvent.PhraseQueued(3, "Lo siento."), 1_020);
        assertThat(on(new PlayoutEnded(3, ofMillis(900)), 2_000))
                .containsExactly(new Command.Close(new CallEnd(CallEnd.By.ENGINE, "broken:chat")));
    }

    private static Conduct kept(boolean speaks) {
        return new Conduct(
                "", "", List.of(), new TurnTaking(true, false, false, false, null), speaks);
    }

    private List<Command> asks(Ask ask, long ms) {
        return on(new CallEvent.LegAsks(ask), ms);
    }

    private static ToolResult answered(ToolCall call) {
        return new ToolResult(call, new ToolOutcome.Answered("3"), "3", ofMillis(10));
    }

    private void talking() {
        engine(new EngineEvent.Ready(), 100);
        engine(new EngineEvent.ReplyFinished(), 150);
    }

    /// The caller's speech ended just now, endpointing delay left out.
    private void callerAsked(long ms) {
        engine(new EngineEvent.CallerSpeechEnded(Duration.ZERO), ms);
    }

    private List<Command> engine(EngineEvent event, long ms) {
        return on(new FromEngine(event, at(ms)), ms);
    }

    private List<Command> on(CallEvent event, long ms) {
        return call.on(event, at(ms));
    }

    private static long at(long ms) {
        return START + ms * 1_000_000;
    }
}
