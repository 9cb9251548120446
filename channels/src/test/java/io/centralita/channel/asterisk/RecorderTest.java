package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.leg.AfterFailure;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.asterisk.AsteriskSettings.Recording;
import io.centralita.channel.asterisk.AsteriskSettings.Unserved;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Calls that Asterisk records.
final class RecorderTest {
    private static final ScriptedLegs.Behaviour QUIET = new ScriptedLegs.Behaviour() {};

    @Test
    void caller_is_told_both_ways_are_recorded_and_the_call_record_learns_where() {
        try (var rig = new CallsRig(QUIET, recorded(), true)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            assertThat(rig.awaitLeg().leg().recorded()).isTrue();
            assertThat(rig.promised.getFirst().recorded()).isTrue();
            CallsRig.await(() -> rig.asterisk.isRecording());
            assertThat(rig.asterisk.asked).contains("snoop both");
            rig.asterisk.callerHangsUp("sip1");
            rig.awaitTidy();
            CallsRig.await(() -> !rig.recordings.isEmpty());
            assertThat(rig.recordings).containsExactly("sip1");
        }
    }

    @Test
    void call_that_cannot_be_recorded_goes_on() {
        try (var rig = new CallsRig(QUIET, recorded(), true)) {
            rig.asterisk.refusal =
                    request ->
                            request.startsWith("record")
                                    ? Optional.of(new Reason.Refused(500, "no space"))
                                    : Optional.empty();
            rig.asterisk.call("sip1", "Ring", "910000001");
            var leg = rig.awaitLeg();
            leg.hangUp();
            rig.awaitTidyAfter("sip1");
            assertThat(rig.recordings).isEmpty();
        }
    }

    private static AsteriskSettings recorded() {
        var usual = CallsRig.settings(Unserved.DIAL_PLAN, AfterFailure.HANG_UP);
        return new AsteriskSettings(
                usual.ari(),
                usual.transport(),
                usual.afterFailure(),
                Recording.ANNOUNCED,
                usual.dialPlan(),
                usual.limits());
    }
}
