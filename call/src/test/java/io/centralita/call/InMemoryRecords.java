package io.centralita.call;

import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Records that last as long as a test.
public class InMemoryRecords implements CallRecords {
    private final Map<String, CallReport> reports = new ConcurrentHashMap<>();

    @Override
    public void save(CallReport report) {
        reports.put(report.id(), report);
    }

    @Override
    public Optional<CallReport> find(String id) {
        return Optional.ofNullable(reports.get(id));
    }

    @Override
    public List<CallReport> latest(int limit) {
        return reports.values().stream().limit(limit).toList();
    }
}
