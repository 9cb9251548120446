package io.centralita.console.stand;

import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reports of calls that never were, newest first.
final class MadeUpCalls implements CallRecords {
    private static final List<String> TENANTS = List.of("norte", "default", "clinica-sol");
    private static final List<String> CHANNELS =
            List.of("twilio", "asterisk-websocket", "webrtc", "realtime");
    private static final List<String[]> ENDS =
            List.of(
                    new String[] {"caller", "hung-up"},
                    new String[] {"assistant", "farewell"},
                    new String[] {"caller", "hung-up"},
                    new String[] {"switchboard", "idle"},
                    new String[] {"engine", "silence"},
                    new String[] {"assistant", "transferred"});

    private final List<CallReport> reports = new ArrayList<>();
    volatile boolean broken;

    /// @param count how many, one every quarter of an hour before
    MadeUpCalls(int count, Instant now) {
        for (int i = 0; i < count; i++) {
            var began = now.minusSeconds(240 + 900L * i);
            var end = ENDS.get(i % ENDS.size());
            reports.add(
                    Dialogue.report(
                            "CA%03d".formatted(count - i),
                            TENANTS.get(i % TENANTS.size()),
                            CHANNELS.get(i % CHANNELS.size()),
                            "+346001%05d".formatted((i * 7_919) % 100_000),
                            began,
                            began.plusMillis(Dialogue.LENGTH_MS - (i * 977L) % 30_000),
                            end[0],
                            end[1]));
        }
    }

    @Override
    public void save(CallReport report) {
        throw new UnsupportedOperationException("nobody calls here");
    }

    @Override
    public Optional<CallReport> find(String id) {
        refuseIfBroken();
        return reports.stream().filter(report -> report.id().equals(id)).findFirst();
    }

    @Override
    public List<CallReport> latest(int limit) {
        refuseIfBroken();
        return reports.stream()
                .sorted(Comparator.comparing(CallReport::startedAt).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public List<CallReport> page(CallQuery query) {
        refuseIfBroken();
        return CallRecords.super.page(query);
    }

    private void refuseIfBroken() {
        if (broken) {
            throw new IllegalStateException("the database is away");
        }
    }
}
