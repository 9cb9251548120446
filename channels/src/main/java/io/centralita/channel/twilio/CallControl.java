package io.centralita.channel.twilio;

import io.centralita.call.leg.CallEnd;
import io.centralita.channel.twilio.rest.TwilioRest;
import java.net.URI;
import java.util.Optional;

/// What is done about a call at Twilio beside its stream, where there are credentials. Never
/// blocks; safe from any thread.
final class CallControl {
    static final String HANG_UP = "hang-up";
    static final String RECORD = "record";

    private final Optional<TwilioRest> rest;
    private final RestWork work;
    private final Optional<URI> recordingCallback;

    /// @param recordingCallback where Twilio tells of recordings; empty where calls are not
    ///   recorded
    CallControl(Optional<TwilioRest> rest, RestWork work, Optional<URI> recordingCallback) {
        this.rest = rest;
        this.work = work;
        this.recordingCallback = recordingCallback;
    }

    /// We have ended a call, and its stream is about to be closed. Twilio then goes on with the
    /// TwiML after `<Connect>`. Ours has nothing there, so that the call ends; somebody else's may
    /// have anything. Asked to complete the call, Twilio ends it in either case; that it was over
    /// already (21220) is as good.
    void hangUp(String callSid, CallEnd end) {
        if (end.by() != CallEnd.By.CALLER) {
            rest.ifPresent(
                    twilio ->
                            work.start(
                                    HANG_UP,
                                    callSid,
                                    () -> twilio.hangUp(callSid) ? "done" : "over"));
        }
    }

    /// A call is answered.
    void answered(String callSid) {
        rest.ifPresent(
                twilio ->
                        recordingCallback.ifPresent(
                                url ->
                                        work.start(
                                                RECORD,
                                                callSid,
                                                () -> {
                                                    twilio.startRecording(callSid, url);
                                                    return "started";
                                                })));
    }

    boolean records() {
        return rest.isPresent() && recordingCallback.isPresent();
    }
}
