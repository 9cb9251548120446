package io.centralita.call;

import io.centralita.call.record.Moment;
import io.centralita.call.watch.LiveCall;
import java.util.List;

/// Shows those who look on what has become of the call, whenever something has. Confined to the
/// call's thread, which it never holds up.
final class Witness {
    private final LiveCall live;
    private final CallJournal journal;
    private final boolean recorded;

    Witness(LiveCall live, CallJournal journal, boolean recorded) {
        this.live = live;
        this.journal = journal;
        this.recorded = recorded;
    }

    /// Moments of a call that rings wait for the one from which they are counted.
    void look(Standing standing) {
        boolean rings = standing.phase() == Standing.RINGING.phase();
        live.show(
                journal.view(standing, recorded),
                journal.turnChanges(),
                journal.toolChanges(),
                rings ? List.<Moment>of() : journal.moments().fresh());
    }
}
