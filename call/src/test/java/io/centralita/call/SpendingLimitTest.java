package io.centralita.call;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.CallEvent.FromEngine;
import io.centralita.call.CallEvent.PlayoutBegan;
import io.centralita.call.CallEvent.PlayoutEnded;
import io.centralita.call.CallEvent.SoundBegan;
import io.centralita.call.CallEvent.UtteranceOpened;
import io.centralita.call.cost.Ledger;
import io.centralita.call.cost.Money;
import io.centralita.call.cost.PriceList;
import io.centralita.call.cost.SpendingCaps;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.engine.Usage;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.record.CallReport;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolResultProcessor;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Calls that have cost what they may.
class SpendingLimitTest {
    /// A quarter of a dollar.
    private static final EngineEvent QUARTER =
            new EngineEvent.Used(Usage.ofText("gpt-realtime", 62_500, 0, 0));

    private static final CallEnd CALL_LIMIT = new CallEnd(CallEnd.By.SWITCHBOARD, "cost-limit");

    private final List<Money> spent = new ArrayList<>();

    @Test
    void a_call_that_passes_its_cap_says_goodbye_once_the_answer_was_heard() {
        var rig = new Rig(ledger("0.50", null));
        rig.talking();
        rig.callerAsked(2_000);
        rig.on(new UtteranceOpened(2), 2_500);
        rig.on(new PlayoutBegan(2), 2_520);
        rig.on(new SoundBegan(2, at(2_520)), 2_520);
        rig.engine(QUARTER, 2_600);
        assertThat(rig.engine(QUARTER, 2_610)).isEmpty();
        assertThat(rig.engine(new EngineEvent.ReplyFinished(), 2_620)).isEmpty();
        assertThat(rig.on(new PlayoutEnded(2, ofSeconds(3)), 5_520))
                .containsExactly(
                        new Command.CloseEngine(),
                        new Command.StopPlayout(),
                        new Command.Say(Phrase.LIMIT_REACHED));
        assertThat(rig.saidGoodbye(6_000)).containsExactly(new Command.Close(CALL_LIMIT));
        assertThat(rig.report().cost()).containsExactly(Map.entry("USD", new BigDecimal("0.50")));
        assertThat(spent).hasSize(2);
    }

    @Test
    void an_answer_that_is_being_made_is_still_heard() {
        var rig = new Rig(ledger("0.25", null));
        rig.talking();
        rig.callerAsked(2_000);
        assertThat(rig.engine(QUARTER, 2_100)).isEmpty();
        rig.on(new UtteranceOpened(2), 2_500);
        rig.on(new PlayoutBegan(2), 2_520);
        rig.on(new SoundBegan(2, at(2_520)), 2_520);
        rig.engine(new EngineEvent.ReplyFinished(), 2_600);
        assertThat(rig.on(new PlayoutEnded(2, ofSeconds(1)), 3_520))
                .contains(new Command.Say(Phrase.LIMIT_REACHED));
    }

    @Test
    void nobody_waits_for_a_tool_whose_answer_could_not_be_paid() {
        var rig = new Rig(ledger("0.25", null));
        rig.talking();
        rig.callerAsked(2_000);
        rig.engine(QUARTER, 2_100);
        rig.engine(new EngineEvent.ToolRequested(new ToolCall("t", "ask", "{}")), 2_100);
        assertThat(rig.engine(new EngineEvent.ReplyFinished(), 2_110))
                .contains(new Command.Say(Phrase.LIMIT_REACHED));
    }

    @Test
    void an_answer_without_end_is_waited_for_twenty_seconds() {
        var rig = new Rig(ledger("0.25", null));
        rig.talking();
        rig.callerAsked(2_000);
        rig.on(new UtteranceOpened(2), 2_050);
        rig.on(new PlayoutBegan(2), 2_070);
        rig.on(new SoundBegan(2, at(2_070)), 2_070);
        rig.engine(QUARTER, 2_100);
        assertThat(rig.call.nextDeadline()).isEqualTo(at(22_100));
        assertThat(rig.call.at(at(22_099))).isEmpty();
        assertThat(rig.call.at(at(22_100))).contains(new Command.Say(Phrase.LIMIT_REACHED));
    }

    @Test
    void the_days_cap_is_one_for_all_calls() {
        var ledger = ledger(null, "0.50");
        var first = new Rig(ledger);
        var second = new Rig(ledger);
        first.talking();
        second.talking();
        assertThat(first.engine(QUARTER, 2_000)).isEmpty();
        assertThat(second.engine(QUARTER, 2_000)).contains(new Command.Say(Phrase.LIMIT_REACHED));
        assertThat(second.saidGoodbye(2_500))
                .containsExactly(
                        new Command.Close(new CallEnd(CallEnd.By.SWITCHBOARD, "daily-cost-limit")));
        assertThat(first.call.at(at(9_000))).isEmpty();
        assertThat(first.engine(QUARTER, 9_000)).contains(new Command.Say(Phrase.LIMIT_REACHED));
    }

    @Test
    void a_call_that_costs_nothing_goes_on_when_the_day_is_used_up() {
        var ledger = ledger(null, "0.25");
        ledger.spentBefore(BigDecimal.ONE);
        var rig = new Rig(ledger);
        rig.talking();
        assertThat(rig.engine(new EngineEvent.Used(Usage.ofText("local", 9, 0, 9)), 2_000))
                .isEmpty();
        assertThat(rig.report().cost()).isEmpty();
    }

    @Test
    void a_new_call_for_which_no_engine_may_be_paid_is_told_so() {
        var rig = new Rig(ledger(null, "0.25"));
        var refused = new EngineFailure.Rejected(Ledger.DAILY_LIMIT);
        assertThat(rig.engine(new EngineEvent.Failed(refused), 10))
                .contains(new Command.Say(Phrase.LIMIT_REACHED));
        var end = rig.saidGoodbye(500);
        assertThat(end)
                .containsExactly(
                        new Command.Close(new CallEnd(CallEnd.By.SWITCHBOARD, "daily-cost-limit")));
    }

    private static Ledger ledger(@Nullable String perCall, @Nullable String perDay) {
        return new Ledger(
                PriceList.bundled(),
                new SpendingCaps(amount(perCall), amount(perDay)),
                new VirtualTime(),
                ZoneOffset.UTC);
    }

    private static @Nullable BigDecimal amount(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static long at(long ms) {
        return ms * 1_000_000;
    }

    /// One call.
    private final class Rig {
        private final CallJournal journal;
        private final Call call;

        Rig(Ledger ledger) {
            journal =
                    new CallJournal(
                            new LegInfo("fake", "c1", "", "", Map.of()),
                            "default",
                            "openai",
                            VirtualTime.START,
                            0,
                            new CallCost(ledger, spent::add));
            call =
                    new Call(
                            CallSettings.standard(Locale.of("es"), "Hola"),
                            new Conduct("", "", List.of(), TurnTaking.AUTOMATIC, true),
                            journal,
                            new ToolResultProcessor(new BundledTexts()),
                            0);
        }

        void talking() {
            engine(new EngineEvent.Ready(), 100);
            engine(new EngineEvent.ReplyFinished(), 150);
        }

        void callerAsked(long ms) {
            engine(new EngineEvent.CallerSpeechStarted(), ms - 500);
            engine(new EngineEvent.CallerSpeechEnded(Duration.ZERO), ms);
            engine(new EngineEvent.CallerSaid("¿cuántos hay?"), ms);
        }

        /// The goodbye is said and heard.
        List<Command> saidGoodbye(long ms) {
            on(new CallEvent.PlayoutStopped(List.of(), 90), ms);
            on(new CallEvent.PhraseQueued(90, "Adiós"), ms);
            on(new PlayoutBegan(90), ms + 20);
            return on(new PlayoutEnded(90, ofSeconds(2)), ms + 2_020);
        }

        CallReport report() {
            return journal.report(new CallReport.Audio(0, 0, 0, 0));
        }

        List<Command> engine(EngineEvent event, long ms) {
            return on(new FromEngine(event, at(ms)), ms);
        }

        List<Command> on(CallEvent event, long ms) {
            return call.on(event, at(ms));
        }
    }
}
