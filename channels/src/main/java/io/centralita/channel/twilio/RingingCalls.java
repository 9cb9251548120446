package io.centralita.channel.twilio;

import io.centralita.call.leg.Returned;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// What the switchboard does with a call while the caller still hears ringing.
public interface RingingCalls {
    /// Decides what becomes of a call. The caller hears ringing until the stage completes; after
    /// [TwilioSettings.Limits#webhookTimeout] or a failure he is told of a technical problem.
    /// Called on an event loop: what takes time happens elsewhere.
    CompletionStage<Verdict> ringing(RingingCall call);

    /// The call will not be put through, or is over: what was prepared for it can go. May come for
    /// a call that was never prepared, any number of times, on an event loop.
    default void gone(String callSid) {}

    /// A caller whom no engine could serve left a message with Twilio
    /// ([io.centralita.call.leg.AfterFailure.Voicemail]). On an event loop.
    ///
    /// @param recordingUrl Twilio's address of the recording; fetching it needs the account's
    ///   credentials
    default void messageLeft(String callSid, String recordingUrl, Duration length) {}

    /// Puts calls to known numbers through at once.
    ///
    /// @param language of the sentence that others hear
    static RingingCalls forNumbers(Predicate<String> known, Locale language) {
        return call ->
                CompletableFuture.completedStage(
                        known.test(call.to())
                                ? new Verdict.PutThrough()
                                : new Verdict.NumberUnknown(language));
    }

    /// A call as Twilio announces it.
    ///
    /// @param callSid Twilio's id of the call
    /// @param from the caller: E.164, `sip:…`, `client:…`, a word for anonymous callers, or empty
    /// @param to the dialled number, likewise
    /// @param parameters what somebody passed along with it, checked
    /// @param stream which of the call's streams is about to begin, from 1: a caller who could not
    ///   be put through gets another one
    /// @param returned present for such a caller
    record RingingCall(
            String callSid,
            String from,
            String to,
            Map<String, String> parameters,
            int stream,
            Optional<Returned> returned) {
        public RingingCall {
            parameters = Map.copyOf(parameters);
        }

        /// A call that has just come in.
        public RingingCall(String callSid, String from, String to) {
            this(callSid, from, to, Map.of());
        }

        RingingCall(String callSid, String from, String to, Map<String, String> parameters) {
            this(callSid, from, to, parameters, 1, Optional.empty());
        }

        /// The caller is back.
        RingingCall again(Returned how) {
            return new RingingCall(callSid, from, to, parameters, stream + 1, Optional.of(how));
        }

        /// The id of the call that a stream becomes: Twilio's, and a number from the second on.
        String legId() {
            return stream == 1 ? callSid : callSid + "." + stream;
        }

        RingingCall with(Map<String, String> more) {
            var all = new HashMap<>(more);
            all.putAll(parameters);
            return new RingingCall(callSid, from, to, all, stream, returned);
        }

        /// Numbers are personal: a log shows the id alone.
        @Override
        public String toString() {
            return callSid;
        }
    }

    /// What the caller hears next.
    sealed interface Verdict {
        /// The assistant.
        record PutThrough() implements Verdict {}

        /// That nobody is reached under this number.
        record NumberUnknown(Locale language) implements Verdict {}

        /// That there is a technical problem.
        record TechnicalProblem(Locale language) implements Verdict {}
    }
}
