package io.centralita.call.engine;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// An engine that callers can be connected with straight: it answers the offer (RFC 8866) that a
/// browser makes, and their audio does not pass through the switchboard, which stays on the call
/// for everything else. Thread-safe; nothing blocks.
public interface OfferEngine {
    /// Why no caller of this tenant is to be connected with it just now, as a word; empty where one
    /// may be.
    Optional<String> objection(String tenant);

    /// Takes an offer. It is sent when the session of [Connection#engine] is opened: only then is
    /// it known how the assistant is to behave.
    ///
    /// @param gone is told, on any thread, when the caller's connection is over and it was not us
    ///   who ended it; must not block
    Connection take(String offer, Runnable gone);

    /// A caller's connection with the engine.
    interface Connection {
        /// For the leg of the call that this becomes: opens one session, which ends the connection
        /// when it is closed.
        Engine engine();

        /// What became of the offer. Never fails; never completes where no session is opened.
        CompletionStage<Answer> answer();

        /// The caller hears from now on: they can be greeted. Any number of times.
        void connected();
    }

    sealed interface Answer {
        /// @param description the engine's end of the connection (RFC 8866)
        record Given(String description) implements Answer {}

        record Refused(EngineFailure why) implements Answer {}
    }
}
