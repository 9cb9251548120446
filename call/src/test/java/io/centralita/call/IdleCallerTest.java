package io.centralita.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.reception.Patience;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Callers who say nothing, and calls that go on for ever, at the audio.
class IdleCallerTest {
    private static final CallEnd IDLE = new CallEnd(CallEnd.By.SWITCHBOARD, "idle");

    @Test
    void a_caller_who_says_nothing_is_asked_twice_and_then_let_go() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.pass(60_000);

        assertThat(rig.phrases())
                .containsExactly(Phrase.ARE_YOU_THERE, Phrase.ARE_YOU_THERE, Phrase.NOBODY_THERE);
        assertThat(rig.said().get(0).ms()).isBetween(10_500L, 10_540L);
        assertThat(rig.said().get(1).ms()).isBetween(21_680L, 21_760L);
        assertThat(rig.said().get(0).text()).isNotEqualTo(rig.said().get(1).text());
        assertThat(rig.end()).isEqualTo(IDLE);
        assertThat(rig.end().leavesCallerUnserved()).isFalse();
    }

    @Test
    void a_word_from_the_caller_starts_anew() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.pass(25_000);
        assertThat(rig.said()).hasSize(2);
        rig.callerSpeaks(400, "sí, sigo aquí");
        answer(rig);
        rig.pass(25_000);
        assertThat(rig.ended()).isFalse();
        assertThat(rig.phrases().subList(2, 4)).containsOnly(Phrase.ARE_YOU_THERE);
    }

    @Test
    void a_digit_is_a_sign_of_life() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.pass(25_000);
        rig.decide(new CallEvent.DigitPressed('1'));
        rig.pass(15_000);
        assertThat(rig.ended()).isFalse();
    }

    @Test
    void never_and_not_at_all_can_be_chosen() {
        var never = new CallRig(CallRig.settings(new Patience(Duration.ZERO, 2, Duration.ZERO)));
        never.greeted().pass(300_000);
        assertThat(never.said()).isEmpty();

        var atOnce =
                new CallRig(
                        CallRig.settings(new Patience(Duration.ofSeconds(5), 0, Duration.ZERO)));
        atOnce.greeted().pass(10_000);
        assertThat(atOnce.phrases()).containsExactly(Phrase.NOBODY_THERE);
    }

    @Test
    void music_on_hold_does_not_keep_the_call_for_ever() {
        var rig = new CallRig(CallRig.settings()).greeted();
        for (int burst = 0; burst < 60 && !rig.ended(); burst++) {
            rig.callerSpeaks(3_000, "");
            rig.engine(new EngineEvent.ReplyFinished());
            rig.pass(2_000);
        }
        assertThat(rig.phrases())
                .containsExactly(
                        Phrase.CANNOT_HEAR_YOU, Phrase.CANNOT_HEAR_YOU, Phrase.NOBODY_THERE);
        assertThat(rig.end()).isEqualTo(IDLE);
    }

    @Test
    void an_assistant_that_answers_noise_is_not_taken_for_somebody() {
        var rig = new CallRig(CallRig.settings()).greeted();
        for (int burst = 0; burst < 60 && !rig.ended(); burst++) {
            rig.callerSpeaks(2_000, "");
            answer(rig);
        }
        assertThat(rig.end()).isEqualTo(IDLE);
    }

    @Test
    void speech_without_end_is_none() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.engine(new EngineEvent.CallerSpeechStarted());
        rig.pass(59_000);
        assertThat(rig.said()).isEmpty();
        rig.pass(60_000);
        assertThat(rig.phrases())
                .containsExactly(
                        Phrase.CANNOT_HEAR_YOU, Phrase.CANNOT_HEAR_YOU, Phrase.NOBODY_THERE);
    }

    @Test
    void an_engine_that_writes_nothing_down_knows_who_it_answers() {
        var rig = new CallRig(CallRig.settings()).greeted();
        for (int turn = 0; turn < 10; turn++) {
            rig.engine(new EngineEvent.CallerSpeechStarted());
            rig.pass(1_000);
            rig.engine(new EngineEvent.CallerSpeechEnded(Duration.ZERO));
            answer(rig);
            rig.pass(12_000);
        }
        assertThat(rig.ended()).isFalse();
    }

    @Test
    void a_call_is_warned_a_minute_before_it_is_over_and_ends_politely() {
        var settings = CallRig.settings(new Patience(Duration.ZERO, 0, Duration.ofMinutes(3)));
        var rig = new CallRig(settings).greeted();
        rig.pass(121_000);
        assertThat(rig.phrases()).containsExactly(Phrase.NEARLY_OVER);
        assertThat(rig.said().getFirst().ms()).isBetween(120_000L, 120_040L);
        rig.pass(55_000);
        rig.callerAsks();
        rig.say(6_000);
        rig.engine(new EngineEvent.ReplyFinished());
        rig.pass(20_000);

        assertThat(rig.phrases()).containsExactly(Phrase.NEARLY_OVER, Phrase.TIME_IS_UP);
        assertThat(rig.said().getLast().ms()).isGreaterThan(181_000);
        assertThat(rig.end()).isEqualTo(new CallEnd(CallEnd.By.SWITCHBOARD, "max-duration"));
    }

    @Test
    void the_warning_waits_for_a_pause_but_not_for_ever() {
        var settings = CallRig.settings(new Patience(Duration.ZERO, 0, Duration.ofMinutes(3)));
        var rig = new CallRig(settings).greeted();
        rig.pass(119_000);
        rig.engine(new EngineEvent.CallerSpeechStarted());
        rig.pass(20_000);
        assertThat(rig.said()).isEmpty();
        rig.pass(15_000);
        assertThat(rig.phrases()).containsExactly(Phrase.NEARLY_OVER);
    }

    private static void answer(CallRig rig) {
        rig.say(800);
        rig.engine(new EngineEvent.ReplyFinished());
        rig.pass(1_000);
    }
}
