package io.centralita.call.leg;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.transfer.Destination;
import java.util.List;

/// Where a caller goes who leaves us without hanging up.
///
/// @param to whom they are put through to
/// @param history what was said until then, for when they come back
public record Onward(Destination to, List<HistoryEntry> history) {
    public Onward {
        history = List.copyOf(history);
    }

    /// What was said is personal: it does not print.
    @Override
    public String toString() {
        return "Onward[" + to + "]";
    }
}
