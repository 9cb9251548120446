package io.centralita.engine.openai;

import io.centralita.call.engine.HistoryEntry;
import java.util.List;

/// A call's line to the model, over as many connections as it takes. Confined to the session's
/// loop.
interface ModelLine {
    /// Connects.
    ///
    /// @param history what another engine had begun
    void open(Rules rules, List<HistoryEntry> history);

    /// The books of the conversation; others after a connection was lost.
    Ledger ledger();

    /// The configuration has changed.
    void configure(Rules rules);

    /// Does it once the caller can hear what comes of it.
    default void whenHeard(Runnable what) {
        what.run();
    }

    /// The caller's audio, where it comes this way; [#pump] follows.
    void listen(byte[] base64, int bytes);

    /// More of it is there.
    void pump();

    /// The call has stopped an utterance.
    default void stopped(long utterance) {}

    /// Time passed.
    void wake(long now);

    /// When [#wake] wants to be called although nothing happened.
    long nextDeadline(long now);

    /// A bug: nobody knows what is true any more.
    void broken(RuntimeException bug);

    /// Any number of times.
    void close();
}
