package io.centralita.call;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Patience;
import io.centralita.call.record.CallReport;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.ToolResultProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a call does while its caller still hears ringing.
class PickupTest {
    private static final long KEEP_MS = 30_000;
    private static final EngineEvent.Failed LOST =
            new EngineEvent.Failed(new EngineFailure.Unreachable("wss://model", null));

    private final CallJournal journal =
            new CallJournal(
                    new LegInfo("fake", "c1", "", "", Map.of()),
                    "default",
                    "scripted",
                    VirtualTime.START,
                    0);
    private Pickup call = ringing(new Patience(ofSeconds(10), 2, ofSeconds(20)));

    private Pickup ringing(Patience patience) {
        return Pickup.ringing(
                new Call(
                        CallSettings.standard(Locale.of("es"), "Hola").with(patience),
                        new Conduct("", "", List.of(), TurnTaking.AUTOMATIC, true),
                        journal,
                        new ToolResultProcessor(new BundledTexts()),
                        0),
                at(KEEP_MS));
    }

    @Test
    void the_greeting_is_asked_for_while_it_rings() {
        assertThat(engine(new EngineEvent.Ready(), 700)).containsExactly(new Command.Greet());
    }

    @Test
    void nothing_is_said_into_the_ringing_and_the_calls_time_does_not_pass() {
        engine(new EngineEvent.Ready(), 700);
        greetingIsMade(800);
        for (long ms = 1_000; ms < KEEP_MS; ms += 500) {
            assertThat(call.at(at(ms))).isEmpty();
        }
        assertThat(call.nextDeadline()).isEqualTo(at(KEEP_MS));
        putThrough(29_000);
        assertThat(call.at(at(29_100))).isEmpty();
        heard(29_100, 29_600);
        call.on(new CallEvent.LegClosed(true, "hung-up"), at(30_000));
        var report = report();
        assertThat(report.warm()).isTrue();
        assertThat(report.firstAudioMs()).isEqualTo(100);
        assertThat(report.longestDeadAirMs()).isEqualTo(100);
        assertThat(report.answeredAt()).isEqualTo(VirtualTime.START.plus(ofSeconds(29)));
        assertThat(report.turns().getFirst().startMs()).isEqualTo(100);
        assertThat(report.turns().getFirst().text()).isEqualTo("Hola");
    }

    @Test
    void who_has_us_on_hold_when_they_come_hears_the_greeting_afterwards() {
        engine(new EngineEvent.Ready(), 700);
        greetingIsMade(800);
        assertThat(call.on(new CallEvent.Held(true), at(1_000)))
                .containsExactly(new Command.HoldPlayout());
        putThrough(2_000);
        for (long ms = 3_000; ms < 15_000; ms += 500) {
            assertThat(call.at(at(ms))).isEmpty();
        }
        assertThat(call.on(new CallEvent.Held(false), at(15_000)))
                .contains(new Command.ReleasePlayout());
        call.on(new CallEvent.LegClosed(true, "hung-up"), at(15_100));
        assertThat(report().heldMs()).isEqualTo(14_000);
        assertThat(report().longestDeadAirMs()).isLessThanOrEqualTo(100);
    }

    @Test
    void a_caller_who_comes_before_the_engine_is_ready_is_covered_and_greeted_by_the_same() {
        putThrough(3_000);
        assertThat(call.nextDeadline()).isEqualTo(at(3_000 + 2_200));
        assertThat(call.at(at(5_200))).containsExactly(new Command.Fill(Phrase.CONNECTING));
        assertThat(engine(new EngineEvent.Ready(), 6_000)).containsExactly(new Command.Greet());
        call.on(new CallEvent.LegClosed(true, "hung-up"), at(7_000));
        assertThat(report().warm()).isFalse();
    }

    @Test
    void a_caller_who_never_comes_is_given_up() {
        engine(new EngineEvent.Ready(), 700);
        assertThat(call.at(at(KEEP_MS))).containsExactly(new Command.Withdraw(Pickup.NEVER_CAME));
        assertThat(call.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(call.on(new CallEvent.NeverCame(Pickup.NEVER_CAME), at(KEEP_MS)))
                .containsExactly(new Command.Close(Pickup.NEVER_CAME));
        assertThat(call.ended()).isTrue();
        assertThat(report().answeredAt()).isNull();
        assertThat(report().endedBy()).isEqualTo("caller");
    }

    @Test
    void a_caller_who_comes_at_the_moment_they_are_given_up_is_served() {
        engine(new EngineEvent.Ready(), 700);
        call.at(at(KEEP_MS));
        putThrough(KEEP_MS);
        heard(KEEP_MS + 20, KEEP_MS + 500);
        assertThat(call.ended()).isFalse();
        assertThat(call.nextDeadline()).isLessThan(Long.MAX_VALUE);
    }

    @Test
    void an_engine_that_fails_or_does_not_get_ready_gives_the_preparation_up() {
        assertThat(engine(LOST, 900))
                .containsExactly(
                        new Command.Withdraw(new CallEnd(CallEnd.By.ENGINE, "unreachable")));
        assertThat(call.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void an_engine_that_does_not_get_ready_gives_the_preparation_up() {
        assertThat(call.nextDeadline()).isEqualTo(at(10_000));
        assertThat(call.at(at(10_000)))
                .containsExactly(
                        new Command.Withdraw(new CallEnd(CallEnd.By.ENGINE, "not-ready-in-time")));
        putThrough(10_000);
        assertThat(call.nextDeadline()).isLessThan(at(60_000));
    }

    @Test
    void a_caller_who_comes_at_the_moment_the_engine_is_lost_hears_an_apology() {
        engine(LOST, 900);
        assertThat(putThrough(900)).contains(new Command.Say(Phrase.TECHNICAL_PROBLEM));
    }

    @Test
    void an_engine_lost_after_the_caller_was_given_up_is_not_forgotten_either() {
        engine(new EngineEvent.Ready(), 700);
        call.at(at(KEEP_MS));
        assertThat(engine(LOST, KEEP_MS)).isEmpty();
        assertThat(putThrough(KEEP_MS)).contains(new Command.Say(Phrase.TECHNICAL_PROBLEM));
    }

    @Test
    void a_greeting_that_is_a_farewell_has_its_whole_time_to_be_heard() {
        engine(new EngineEvent.Ready(), 700);
        greetingIsMade(800);
        engine(new EngineEvent.Farewell(), 900);
        putThrough(29_000);
        assertThat(call.at(at(29_010))).isEmpty();
        heard(29_020, 29_520);
        call.on(new CallEvent.PlayoutEnded(1, ofMillis(500)), at(29_520));
        assertThat(call.ended()).isTrue();
        assertThat(report().endedBy()).isEqualTo("assistant");
    }

    @Test
    void the_longest_call_is_counted_from_the_answer() {
        call = ringing(new Patience(Duration.ZERO, 0, ofSeconds(20)));
        engine(new EngineEvent.Ready(), 700);
        greetingIsMade(800);
        putThrough(25_000);
        heard(25_020, 25_520);
        call.on(new CallEvent.PlayoutEnded(1, ofMillis(500)), at(25_520));
        assertThat(call.at(at(34_000))).isEmpty();
        assertThat(call.nextDeadline()).isEqualTo(at(45_000));
        assertThat(call.at(at(45_000))).contains(new Command.Say(Phrase.TIME_IS_UP));
    }

    @Test
    void a_switchboard_that_closes_gives_up_who_has_not_come() {
        var closing = new CallEnd(CallEnd.By.SWITCHBOARD, "closing-down");
        assertThat(call.on(new CallEvent.EndRequested(closing), at(500)))
                .containsExactly(new Command.Withdraw(closing));
        assertThat(putThrough(500)).contains(new Command.Say(Phrase.CLOSING_DOWN));
    }

    private void greetingIsMade(long ms) {
        call.on(new CallEvent.UtteranceOpened(1), at(ms));
        engine(new EngineEvent.AssistantSaid(1, "Hola"), ms);
        engine(new EngineEvent.ReplyFinished(), ms);
    }

    private void heard(long fromMs, long toMs) {
        call.on(new CallEvent.PlayoutBegan(1), at(fromMs));
        call.on(new CallEvent.SoundBegan(1, at(fromMs)), at(fromMs));
        call.on(new CallEvent.SoundEnded(1, at(toMs)), at(toMs));
    }

    private List<Command> putThrough(long ms) {
        return call.on(new CallEvent.PutThrough(at(ms)), at(ms));
    }

    private List<Command> engine(EngineEvent event, long ms) {
        return call.on(new CallEvent.FromEngine(event, at(ms)), at(ms));
    }

    private CallReport report() {
        return journal.report(new CallReport.Audio(0, 0, 0, 0));
    }

    private static long at(long ms) {
        return Duration.ofMillis(ms).toNanos();
    }
}
