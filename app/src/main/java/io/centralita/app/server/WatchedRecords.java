package io.centralita.app.server;

import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Call records that others look at as they are written.
///
/// @param watcher is told each report once it is saved; must not block
record WatchedRecords(CallRecords stored, Consumer<CallReport> watcher) implements CallRecords {
    @Override
    public void save(CallReport report) {
        stored.save(report);
        watcher.accept(report);
    }

    @Override
    public Map<String, BigDecimal> costSince(String tenant, Instant since) {
        return stored.costSince(tenant, since);
    }

    @Override
    public Optional<CallReport> find(String id) {
        return stored.find(id);
    }

    @Override
    public List<CallReport> page(CallQuery query) {
        return stored.page(query);
    }

    @Override
    public List<CallReport> latest(int limit) {
        return stored.latest(limit);
    }

    @Override
    public int erase(String tenant, Predicate<String> caller) {
        return stored.erase(tenant, caller);
    }
}
