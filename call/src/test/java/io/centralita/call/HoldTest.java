package io.centralita.call;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.CallRig.Heard;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Patience;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A caller who puts us on hold: silence is right meanwhile, and nothing is lost.
class HoldTest {
    private static final CallSettings SETTINGS = CallRig.settings();

    private CallRig rig = new CallRig(SETTINGS).greeted();

    @Test
    void nobody_is_asked_whether_they_are_there_while_they_have_us_on_hold() {
        rig.hold(true);
        rig.pass(120_000);
        assertThat(rig.phrases()).isEmpty();

        rig.hold(false);
        rig.pass(9_900);
        assertThat(rig.phrases()).isEmpty(); // their time begins when they are back
        rig.pass(400);
        assertThat(rig.phrases()).containsExactly(Phrase.ARE_YOU_THERE);
    }

    @Test
    void a_caller_who_waits_for_an_answer_hears_no_filler_on_hold_and_one_in_time_afterwards() {
        rig.callerAsks();
        rig.pass(1_000);
        rig.hold(true);
        rig.pass(60_000);
        assertThat(rig.phrases()).isEmpty();

        rig.hold(false);
        rig.pass(2_180);
        assertThat(rig.phrases()).isEmpty();
        rig.pass(40);
        assertThat(rig.phrases()).containsExactly(Phrase.ONE_MOMENT);
        rig.pass(1_000);
        assertThat(rig.report().longestDeadAirMs()).isBetween(2_100L, 2_500L);
        assertThat(rig.report().heldMs()).isEqualTo(60_000);
    }

    @Test
    void a_tool_goes_on_running_and_is_acknowledged_when_they_are_back() {
        rig.callerAsks();
        rig.asksTool("t1");
        rig.hold(true);
        rig.pass(20_000);
        assertThat(rig.phrases()).isEmpty();
        assertThat(rig.told()).noneMatch(Command.SendToolResult.class::isInstance);

        rig.hold(false);
        rig.pass(40);
        assertThat(rig.phrases()).containsExactly(Phrase.LOOKING_UP);
        rig.toolAnswers("t1");
        assertThat(rig.told()).anyMatch(Command.SendToolResult.class::isInstance);
    }

    @Test
    void what_a_tool_finds_meanwhile_reaches_the_engine_and_its_answer_waits_for_the_caller() {
        rig.callerAsks();
        rig.asksTool("t1");
        rig.hold(true);
        rig.toolAnswers("t1");
        assertThat(rig.told()).anyMatch(Command.SendToolResult.class::isInstance);
        rig.say(400);
        rig.engine(new EngineEvent.ReplyFinished());
        rig.pass(10_000);
        long before = audible();

        rig.hold(false);
        rig.pass(600);
        assertThat(audible() - before).isEqualTo(400 / 20);
        assertThat(rig.phrases()).isEmpty();
    }

    @Test
    void what_was_being_said_goes_on_where_they_stopped_hearing_it() {
        for (var ahead : new Duration[] {Duration.ZERO, ofMillis(300)}) {
            rig = new CallRig(SETTINGS, ahead).greeted();
            long before = audible();
            rig.callerAsks();
            rig.say(2_000);
            rig.engine(new EngineEvent.ReplyFinished());
            rig.pass(1_000);
            rig.hold(true);
            long heard = audible() - before;
            rig.pass(30_000);
            assertThat(audible() - before).isEqualTo(heard); // nothing on hold

            rig.hold(false);
            rig.pass(2_500);
            // Every frame once: the rig acknowledges what it hears.
            assertThat(audible() - before).as("ahead by %s", ahead).isEqualTo(2_000 / 20);
            var turn = rig.report().turns().getLast();
            assertThat(turn.interrupted()).isFalse();
            assertThat(turn.endMs() - turn.startMs()).isEqualTo(2_000);
            assertThat(rig.playout().frames().late()).isZero();
        }
    }

    @Test
    void an_engine_may_go_on_saying_for_two_minutes_and_nothing_of_it_is_lost() {
        rig.callerAsks();
        rig.hold(true);
        rig.say(100_000);
        rig.engine(new EngineEvent.ReplyFinished());
        rig.pass(5_000);
        long before = audible();
        rig.hold(false);
        rig.pass(101_000);
        assertThat(audible() - before).isEqualTo(100_000 / 20);
        assertThat(rig.playout().frames().dropped()).isZero();
    }

    @Test
    void a_hold_while_they_speak_is_no_endless_speech() {
        rig.engine(new EngineEvent.CallerSpeechStarted());
        rig.hold(true);
        rig.pass(200_000);
        assertThat(rig.phrases()).isEmpty();
        rig.hold(false);
        rig.pass(10_000);
        assertThat(rig.phrases()).isEmpty();
    }

    @Test
    void last_words_wait_for_a_caller_who_comes_back_soon() {
        rig.callerAsks();
        rig.say(1_000);
        rig.engine(new EngineEvent.Farewell());
        rig.pass(500);
        rig.hold(true);
        rig.pass(20_000);
        assertThat(rig.ended()).isFalse();
        long before = audible();
        rig.hold(false);
        rig.pass(1_000);
        assertThat(audible() - before).isBetween(24L, 26L);
        assertThat(rig.end()).isEqualTo(new CallEnd(CallEnd.By.ASSISTANT, "farewell"));
    }

    @Test
    void last_words_do_not_wait_for_ever() {
        rig.say(1_000);
        rig.engine(new EngineEvent.Farewell());
        rig.hold(true);
        rig.pass(31_000);
        assertThat(rig.end().reason()).isEqualTo("farewell");
    }

    @Test
    void a_caller_who_never_comes_back_is_let_go() {
        rig.hold(true);
        rig.pass(5 * 60_000 - 100);
        assertThat(rig.ended()).isFalse();
        rig.pass(200);
        assertThat(rig.phrases()).containsExactly(Phrase.NOBODY_THERE);
        rig.pass(31_000); // for the goodbye, should they come just now
        assertThat(rig.end()).isEqualTo(new CallEnd(CallEnd.By.SWITCHBOARD, "held-too-long"));
        assertThat(rig.report().heldMs()).isBetween(330_000L, 331_500L);
    }

    @Test
    void who_comes_back_to_the_goodbye_hears_it() {
        rig.hold(true);
        rig.pass(5 * 60_000 + 100);
        long before = ours();
        rig.hold(false);
        rig.pass(2_000);
        assertThat(ours() - before).isEqualTo(1_200 / 20);
        assertThat(rig.end().reason()).isEqualTo("held-too-long");
    }

    @Test
    void a_hold_may_be_allowed_to_last_as_long_as_the_call() {
        var endless = new Patience(ofSeconds(10), 2, ofMinutes(20), Duration.ZERO);
        rig = new CallRig(CallRig.settings(endless)).greeted();
        rig.hold(true);
        rig.pass(19 * 60_000);
        assertThat(rig.phrases()).isEmpty();
        rig.pass(100_000);
        assertThat(rig.phrases()).containsExactly(Phrase.TIME_IS_UP); // the call's time goes on
        assertThat(rig.end().reason()).isEqualTo("max-duration");
    }

    @Test
    void a_caller_who_hangs_up_on_hold_is_gone() {
        rig.hold(true);
        rig.pass(1_000);
        rig.decide(new CallEvent.LegClosed(true, "hung-up"));
        assertThat(rig.end()).isEqualTo(CallEnd.callerHungUp());
        assertThat(rig.report().heldMs()).isEqualTo(1_000);
    }

    @Test
    void reports_that_change_nothing_do_nothing() {
        rig.say(1_000);
        rig.pass(500);
        rig.hold(false);
        long before = audible();
        rig.hold(true);
        rig.pass(1_000);
        rig.hold(true);
        rig.pass(1_000);
        assertThat(audible()).isEqualTo(before);
        rig.hold(false);
        rig.hold(false);
        rig.pass(1_000);
        assertThat(audible()).isEqualTo((500 + 1_000) / 20);
        assertThat(rig.report().heldMs()).isEqualTo(2_000);
    }

    @Test
    void a_transfer_waits_for_the_caller() {
        rig.hold(true);
        rig.transfers("t1");
        rig.pass(60_000);
        assertThat(rig.phrases()).isEmpty();
        rig.hold(false);
        rig.pass(3_000);
        assertThat(rig.phrases()).containsExactly(Phrase.TRANSFERRING);
        assertThat(rig.end().reason()).isEqualTo("transferred");
    }

    @Test
    void who_holds_before_anything_was_said_hears_all_of_it_afterwards() {
        rig = new CallRig(SETTINGS);
        rig.hold(true);
        rig.engine(new EngineEvent.Ready());
        rig.say(500);
        rig.engine(new EngineEvent.ReplyFinished());
        rig.pass(3_000);
        assertThat(rig.heard()).isEmpty();
        rig.hold(false);
        rig.pass(600);
        assertThat(audible()).isEqualTo(25);
    }

    private long audible() {
        return rig.heard().stream().filter(Heard::audible).count();
    }

    private long ours() {
        return rig.heard().stream().filter(frame -> frame.audible() && frame.ours()).count();
    }
}
