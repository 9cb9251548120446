package io.centralita.channel.realtime;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.CallEnd;
import java.util.List;
import java.util.function.Supplier;

/// What whoever holds a session's connection is told of the call's end. Must not block.
public interface Parting {
    /// Nobody is.
    Parting UNTOLD =
            new Parting() {
                @Override
                public void closing(CallEnd end) {}

                @Override
                public void said(Supplier<List<HistoryEntry>> history) {}
            };

    /// The switchboard ends it; the channel for events is closed next. On the session's event loop.
    void closing(CallEnd end);

    /// What was said, as far as it was heard. On the call's thread.
    void said(Supplier<List<HistoryEntry>> history);
}
