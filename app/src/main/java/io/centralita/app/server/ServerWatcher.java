package io.centralita.app.server;

import io.centralita.call.record.CallReport;

/// Looks on while a server runs. Called on calls' threads and event loops; must not block.
public interface ServerWatcher {
    ServerWatcher NOBODY = new ServerWatcher() {};

    /// A call's books as they stand now.
    default void report(CallReport report) {}

    /// The clock that paces audio ticked.
    ///
    /// @param latenessNanos how long after it was due
    default void paced(long latenessNanos) {}

    /// A recogniser was asked for the text of an utterance and gave it; times are by
    /// [System#nanoTime()]. It may have been asked on speculation, before the turn was over.
    default void recognised(long askedNanos, long givenNanos) {}
}
