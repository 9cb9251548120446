package io.centralita.channel.asterisk;

import io.centralita.call.leg.AfterFailure;
import io.centralita.call.leg.CallEnd;
import io.centralita.channel.asterisk.AsteriskSettings.Unserved;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.ari.DialPlanPlace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// How a caller leaves us: hung up, or back to the dial plan. Confined to the call's thread.
final class Parting {
    /// The dial plan's way to know why its caller is back.
    static final String STATUS = "CENTRALITA_STATUS";

    private static final String FAILED = "FAILED";
    private static final String VOICEMAIL = "VOICEMAIL";

    private static final Logger log = LoggerFactory.getLogger(Parting.class);

    private final Surroundings around;
    private final Stay stay;
    private boolean done;

    Parting(Stay stay) {
        this.around = stay.around();
        this.stay = stay;
    }

    /// Whether the caller has left, or is sure to.
    boolean isDone() {
        return done;
    }

    /// The switchboard has ended the call.
    void after(CallEnd end) throws InterruptedException {
        if (!end.leavesCallerUnserved()) {
            hangUp(Causes.of(end));
            return;
        }
        log.atWarn()
                .addKeyValue("call", stay.callId())
                .addKeyValue("reason", end.reason())
                .addKeyValue("after", around.settings().afterFailure())
                .log("caller is handed on");
        switch (around.settings().afterFailure()) {
            case AfterFailure.HangUp() -> hangUp(Causes.of(end));
            case AfterFailure.Voicemail() -> backToDialPlan(VOICEMAIL, Causes.of(end));
            case AfterFailure.Transfer _ -> unserved("no-way-to-number");
        }
    }

    /// No audio can be had for them.
    void unserved(String why) throws InterruptedException {
        log.atError()
                .addKeyValue("call", stay.callId())
                .addKeyValue("why", why)
                .log("caller cannot be served");
        around.metrics().refused(AsteriskChannel.NAME, "no-media");
        switch (around.settings().dialPlan().unserved()) {
            case Unserved.DIAL_PLAN -> backToDialPlan(FAILED, Causes.CONGESTION);
            case Unserved.CONGESTION -> hangUp(Causes.CONGESTION);
        }
    }

    void hangUp(int cause) {
        done = true;
        around.broom().hangUp(stay.channel(), cause);
    }

    /// The call is a new one when the dial plan sends its caller here again.
    private void backToDialPlan(String status, int otherwise) throws InterruptedException {
        try {
            around.ari().setVariable(stay.channel(), STATUS, status);
            around.roster().leave(stay.channel(), stay.inbox());
            around.ari().leave(stay.channel(), DialPlanPlace.NEXT);
            done = true;
        } catch (AriFailure failure) {
            log.atLevel(failure.isLateness() ? Level.DEBUG : Level.WARN)
                    .addKeyValue("call", stay.callId())
                    .addKeyValue("why", failure.reason())
                    .log("caller was not handed to the dial plan");
            hangUp(otherwise);
        }
    }
}
