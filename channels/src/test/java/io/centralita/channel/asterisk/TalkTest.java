package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.leg.AfterFailure;
import io.centralita.call.leg.CallEnd;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.asterisk.AsteriskSettings.Unserved;
import io.centralita.channel.asterisk.ari.AriEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// While a caller speaks with the assistant.
final class TalkTest {
    private static final ScriptedLegs.Behaviour QUIET = new ScriptedLegs.Behaviour() {};

    @Test
    void key_counts_once_whether_the_line_tells_of_it_or_not() {
        try (var rig = new CallsRig(QUIET)) {
            rig.best.tellsDigits = true;
            rig.asterisk.call("sip1", "Ring", "910000001");
            var first = rig.awaitLeg();
            rig.asterisk.press("sip1", '5');
            rig.best.last().press('5');
            rig.asterisk.callerHangsUp("sip1");
            assertThat(first.ending()).startsWith("caller");
            assertThat(first.digits()).isEqualTo("5");
        }
    }

    @Test
    void key_that_only_asterisk_tells_of_counts() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            var leg = rig.awaitLeg();
            rig.asterisk.press("sip1", '4');
            rig.asterisk.press("sip1", '2');
            rig.asterisk.callerHangsUp("sip1");
            assertThat(leg.ending()).startsWith("caller");
            assertThat(leg.digits()).isEqualTo("42");
        }
    }

    @Test
    void hold_and_its_end_are_told() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            var leg = rig.awaitLeg();
            rig.asterisk.tell(new AriEvent.Held(PretendAsterisk.channel("sip1", "Up")));
            rig.asterisk.tell(new AriEvent.Unheld(PretendAsterisk.channel("sip1", "Up")));
            rig.asterisk.callerHangsUp("sip1");
            assertThat(leg.ending()).startsWith("caller");
            assertThat(leg.held()).containsExactly(true, false);
        }
    }

    @Test
    void network_that_loses_the_caller_is_not_a_caller_who_hung_up() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            var leg = rig.awaitLeg();
            rig.asterisk.end("sip1", 38);
            assertThat(leg.ending()).isEqualTo("us cause-38");
            rig.awaitTidy();
        }
    }

    @Test
    void audio_that_is_lost_is_made_anew_and_the_same_leg_goes_on() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            var leg = rig.awaitLeg();
            rig.best.last().lose();
            CallsRig.await(() -> rig.best.lines.size() == 2);
            leg.say(new byte[160]);
            CallsRig.await(
                    () -> {
                        leg.leg().speechWaits();
                        return rig.best.last().heard.get() == 1;
                    });
            rig.asterisk.press("sip1", '7');
            rig.asterisk.callerHangsUp("sip1");
            assertThat(leg.ending()).startsWith("caller");
            assertThat(leg.digits()).isEqualTo("7");
            rig.awaitTidy();
        }
    }

    @Test
    void audio_that_is_lost_again_ends_the_call_and_the_dial_plan_goes_on() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            var leg = rig.awaitLeg();
            rig.best.last().lose();
            CallsRig.await(
                    () -> {
                        rig.best.last().lose();
                        return rig.best.lines.size() == 2;
                    });
            CallsRig.await(
                    () -> {
                        rig.best.last().lose();
                        return !rig.asterisk.isThere("sip1");
                    });
            assertThat(leg.ending()).isEqualTo("us media-lost");
            rig.awaitTidy();
            assertThat(rig.asterisk.variables).containsEntry("CENTRALITA_STATUS", "FAILED");
        }
    }

    @Test
    void caller_whom_no_engine_serves_may_leave_a_message_where_the_dial_plan_takes_it() {
        try (var rig =
                new CallsRig(
                        QUIET,
                        CallsRig.settings(Unserved.DIAL_PLAN, new AfterFailure.Voicemail()),
                        true)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            rig.awaitLeg().leg().close(new CallEnd(CallEnd.By.ENGINE, "lost"));
            rig.awaitTidyAfter("sip1");
            assertThat(rig.asterisk.variables).containsEntry("CENTRALITA_STATUS", "VOICEMAIL");
            assertThat(rig.asterisk.asked).contains("leave sip1");
        }
    }

    @Test
    void caller_whom_no_engine_serves_is_hung_up_with_its_cause() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            rig.awaitLeg().leg().close(new CallEnd(CallEnd.By.ENGINE, "lost"));
            rig.awaitTidyAfter("sip1");
            assertThat(rig.asterisk.causes).containsEntry("sip1", Causes.TEMPORARY_FAILURE);
        }
    }

    @Test
    void keys_are_pressed_at_the_callers_end_with_their_pauses() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            var leg = rig.awaitLeg().leg();
            assertThat(leg.sendsDigits()).isTrue();
            leg.sendDigits("1ww23#");
            CallsRig.await(() -> rig.asterisk.asked.contains("dtmf 1 sip1"));
            assertThat(rig.asterisk.asked).doesNotContain("dtmf 23# sip1");
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofMillis(100));
                        return rig.asterisk.asked.contains("dtmf 23# sip1");
                    });
        }
    }

    @Test
    void caller_who_comes_back_from_the_dial_plan_is_a_new_call() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            rig.awaitLeg();
            rig.asterisk.callerHangsUp("sip1");
            rig.awaitTidy();
            rig.asterisk.call("sip1", "Up", "910000001");
            CallsRig.await(() -> rig.legs.calls().size() == 2);
            assertThat(rig.received.getLast().callId()).isEqualTo("sip1.2");
        }
    }
}
