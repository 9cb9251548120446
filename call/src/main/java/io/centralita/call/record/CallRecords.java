package io.centralita.call.record;

import java.util.List;
import java.util.Optional;

/// Where call reports are kept. A slow or broken store never delays or ends a call: saving queues
/// and returns.
public interface CallRecords {
    /// Saves the report as it stands, replacing an earlier state of the same call. Never blocks.
    void save(CallReport report);

    /// May block; not for call threads.
    Optional<CallReport> find(String id);

    /// The latest reports, newest first. May block; not for call threads.
    List<CallReport> latest(int limit);
}
