package io.centralita.call.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Where call reports are kept. A slow or broken store never delays or ends a call: saving queues
/// and returns.
public interface CallRecords {
    /// Saves the report as it stands, replacing an earlier state of the same call. Never blocks.
    void save(CallReport report);

    /// What a tenant's calls have cost that were saved since the instant, by currency; a call that
    /// began earlier counts whole. For the start of a process: may block, not for call threads. A
    /// store that does not know says nothing.
    default Map<String, BigDecimal> costSince(String tenant, Instant since) {
        return Map.of();
    }

    /// May block; not for call threads.
    Optional<CallReport> find(String id);

    /// The latest reports, newest first. May block; not for call threads.
    List<CallReport> latest(int limit);

    /// A page of reports in the order of [CallQuery#ORDER]. May block; not for call threads. A
    /// store of few calls looks at all it has.
    default List<CallReport> page(CallQuery query) {
        return latest(Integer.MAX_VALUE).stream()
                .filter(query::matches)
                .sorted(CallQuery.ORDER)
                .limit(query.limit())
                .toList();
    }

    /// Takes what is personal out of a caller's calls that began until now: their number, what was
    /// said, what tools were asked. Calls that still go on are kept without it too. May block; not
    /// for call threads.
    ///
    /// @param caller whether a number, as the provider wrote it, is the caller's; for any thread
    /// @return how many calls
    default int erase(String tenant, Predicate<String> caller) {
        return 0;
    }
}
