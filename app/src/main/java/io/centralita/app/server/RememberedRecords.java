package io.centralita.app.server;

import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.tenant.memory.CallerMemories;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Call records of which the ended ones are remembered.
record RememberedRecords(CallRecords stored, CallerMemories memories) implements CallRecords {
    @Override
    public void save(CallReport report) {
        stored.save(report);
        memories.ended(report);
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
    public List<CallReport> latest(int limit) {
        return stored.latest(limit);
    }

    @Override
    public List<CallReport> page(CallQuery query) {
        return stored.page(query);
    }

    @Override
    public int erase(String tenant, Predicate<String> caller) {
        return stored.erase(tenant, caller);
    }
}
