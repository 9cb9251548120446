package io.centralita.engine.openai;

import io.centralita.call.engine.EngineFailure;
import java.time.Duration;

/// Opens connections to the model. A session's connections live on its loop.
interface Connector {
    /// Begins to connect and returns; the listener is told how it went, on the loop.
    ///
    /// @param within how long connection and upgrade may take together
    Wire connect(SessionLoop loop, String model, Duration within, Listener listener);

    /// An open connection, or one that is being opened: messages sent before it is open are lost.
    interface Wire {
        void send(byte[] utf8, int length);

        /// More is queued than the peer takes in in time: nothing should be sent for now.
        boolean isFull();

        void ping();

        /// Any number of times. The listener is not told.
        void close();
    }

    /// Told on the session's loop. [#failed] or [#closed] is the last thing.
    interface Listener {
        void opened();

        /// @param json good until the call returns
        void message(byte[] json, int length);

        /// Something that is no text message came.
        void oddity(String what);

        void pong();

        /// There is room again.
        void drained();

        void failed(Refusal refusal);

        /// @param detail close code or kind of the fault, for the log
        void closed(String detail);
    }

    /// There is no connection.
    ///
    /// @param why for the call
    /// @param passing whether another try may go better
    /// @param after which to try again
    /// @param detail status or kind of the fault, for the log
    record Refusal(EngineFailure why, boolean passing, Duration after, String detail) {}
}
