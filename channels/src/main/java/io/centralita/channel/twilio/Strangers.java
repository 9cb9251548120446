package io.centralita.channel.twilio;

import io.centralita.channel.twilio.RingingCalls.RingingCall;
import io.centralita.channel.twilio.rest.TwilioRest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Streams that no webhook of ours announced: somebody's own TwiML points at us. Their upgrade is
/// signed, and Twilio is asked whether the call they name is in progress, and whose it is.
record Strangers(Optional<TwilioRest> rest, RestWork work) {
    /// Whether such streams can be let in at all.
    boolean welcome() {
        return rest.isPresent();
    }

    /// Never blocks.
    ///
    /// @param answer is given the call, or nothing where it is not to be let in; on another thread,
    ///   perhaps never
    void find(String callSid, Consumer<Optional<RingingCall>> answer) {
        rest.ifPresent(
                twilio ->
                        work.start(
                                "own-twiml",
                                callSid,
                                () -> {
                                    Optional<RingingCall> found = Optional.empty();
                                    try {
                                        var call = twilio.call(callSid);
                                        if (call.inProgress() && call.sid().equals(callSid)) {
                                            found =
                                                    Optional.of(
                                                            new RingingCall(
                                                                    callSid,
                                                                    call.from(),
                                                                    call.to(),
                                                                    Map.of()));
                                        }
                                    } finally {
                                        answer.accept(found);
                                    }
                                    return found.isPresent() ? "let-in" : "not-in-progress";
                                }));
    }
}
