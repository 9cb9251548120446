package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.media.DirectCall;
import io.centralita.channel.asterisk.media.MediaRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Callers whom the dial plan sent straight to a transport.
final class DirectLegsTest {
    private static final ScriptedLegs.Behaviour QUIET = new ScriptedLegs.Behaviour() {};

    @Test
    void line_is_all_there_is_of_the_caller() throws Exception {
        try (var rig = new CallsRig(QUIET)) {
            var line = arrive(rig);
            var leg = rig.awaitLeg();
            assertThat(leg.leg().info().callId()).isEqualTo("u-1");
            assertThat(leg.leg().info().parameters()).containsEntry("customer", "7");
            assertThat(leg.leg().transfers()).isFalse();
            assertThat(leg.leg().sendsDigits()).isFalse();
            rig.best.tellsDigits = true;
            line.press('8');
            line.lose();
            assertThat(leg.ending()).isEqualTo("us lost");
            assertThat(leg.digits()).isEqualTo("8");
            assertThat(leg.reportsAfterEnd()).isZero();
        }
    }

    @Test
    void switchboard_that_hangs_up_closes_the_line() throws Exception {
        try (var rig = new CallsRig(QUIET)) {
            arrive(rig);
            var leg = rig.awaitLeg();
            leg.hangUp();
            assertThat(leg.ending()).isEqualTo("us goodbye");
            assertThat(leg.reportsAfterEnd()).isZero();
        }
    }

    private static PretendTransport.Line arrive(CallsRig rig) throws Exception {
        var prepared = rig.best.prepare(new MediaRequest("direct", List.of()));
        var channel = new AriChannel("direct", "", "Up", "", "", "", "", "", "", Map.of());
        var line = prepared.connect(channel).toCompletableFuture().join();
        rig.channel.arrived(new DirectCall("u-1", "6001", "600", Map.of("customer", "7"), line));
        return rig.best.last();
    }
}
