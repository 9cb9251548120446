package io.centralita.channel.asterisk;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.LegInfo;
import io.centralita.channel.asterisk.media.DirectCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Callers whom the dial plan sent straight to us. All there is of them is their line: it is closed
/// to hang up, and its end is theirs. Safe on any event loop.
final class DirectLegs {
    private static final Logger log = LoggerFactory.getLogger(DirectLegs.class);

    private final CallIntake intake;

    DirectLegs(CallIntake intake) {
        this.intake = intake;
    }

    void arrived(DirectCall call) {
        var info =
                new LegInfo(
                        AsteriskChannel.NAME,
                        call.callId(),
                        call.from(),
                        call.to(),
                        call.parameters());
        log.atInfo()
                .addKeyValue("call", call.callId())
                .log("caller comes straight from the dial plan");
        var leg =
                new AsteriskLeg(
                        info,
                        AsteriskLeg.Traits.NONE,
                        call.line(),
                        (_, _) -> {},
                        (own, _, byCaller, detail) -> own.ended(byCaller, detail));
        try {
            intake.accept(leg);
        } catch (RuntimeException fault) {
            log.atError()
                    .addKeyValue("call", call.callId())
                    .setCause(fault)
                    .log("call not accepted");
            leg.close(new CallEnd(CallEnd.By.SWITCHBOARD, "fault"));
        }
    }
}
