package io.centralita.engine.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.Consumer;

/// Makes calls at the model's server whose callers bring their audio there themselves (WebRTC), and
/// ends them. Thread-safe but for what is asked on a session's loop.
interface CallDesk {
    /// Offers a caller's connection; called on the loop.
    ///
    /// @param offer the caller's session description
    /// @param session as the model is to be configured
    /// @param within all of it; a call that is made later is ended at once
    /// @param then told on the loop, once
    void make(
            SessionLoop loop,
            String offer,
            ObjectNode session,
            Duration within,
            Consumer<Made> then);

    /// Ends a call; returns at once. A call that is over already is no fault.
    void hangUp(String callId);

    /// A call was ended by others.
    void over(String callId);

    /// Connects beside a call: hears its events and sends some, the model's name has no effect.
    Connector beside(String callId);

    sealed interface Made {
        /// @param description the server's end of the connection
        record Answered(String callId, String description) implements Made {}

        record Refused(Connector.Refusal why) implements Made {}
    }
}
