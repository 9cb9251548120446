package io.centralita.tenant.record;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.record.CallReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Calls whose process is gone. Blocks.
final class OpenCalls {
    private OpenCalls() {}

    private record Open(String id, long savedAt, String report) {}

    /// Closes the calls of an owner as interrupted. When they ended nobody saw: it is the last sign
    /// of life, theirs or their process's.
    static int close(Handle handle, String owner, Instant ownerSeen) {
        return close(
                handle,
                handle.createQuery(
                                "SELECT id, saved_at, report FROM call_records WHERE ended_at IS"
                                        + " NULL AND owner = :owner")
                        .bind("owner", owner),
                ownerSeen);
    }

    /// Closes the calls of processes that had no mark yet.
    static int closeNameless(Handle handle) {
        return close(
                handle,
                handle.createQuery(
                        "SELECT id, saved_at, report FROM call_records WHERE ended_at IS NULL AND"
                                + " owner IS NULL"),
                Instant.EPOCH);
    }

    private static int close(Handle handle, Query query, Instant ownerSeen) {
        List<Open> open =
                query.map(
                                (row, _) ->
                                        new Open(
                                                row.getString("id"),
                                                row.getLong("saved_at"),
                                                row.getString("report")))
                        .list();
        for (var call : open) {
            var saved = Instant.ofEpochMilli(call.savedAt());
            var end = saved.isBefore(ownerSeen) ? ownerSeen : saved;
            var report = ReportJson.readable(call.report()).map(one -> interrupted(one, end));
            handle.createUpdate(
                            "UPDATE call_records SET ended_at = :end, presumed = 1, report = :report"
                                    + " WHERE id = :id AND ended_at IS NULL")
                    .bind("id", call.id())
                    .bind("end", end.toEpochMilli())
                    .bind("report", report.map(ReportJson::write).orElse(call.report()))
                    .execute();
        }
        return open.size();
    }

    private static CallReport interrupted(CallReport report, Instant end) {
        return new CallReport(
                report.id(),
                report.tenant(),
                report.channel(),
                report.engine(),
                report.from(),
                report.to(),
                report.startedAt(),
                report.answeredAt(),
                end.isBefore(report.startedAt()) ? report.startedAt() : end,
                CallEnd.By.SWITCHBOARD.name().toLowerCase(Locale.ROOT),
                "interrupted",
                report.warm(),
                report.firstAudioMs(),
                report.longestDeadAirMs(),
                report.turns(),
                report.tools(),
                report.audio(),
                report.usage(),
                report.cost(),
                null,
                report.heldMs(),
                report.diagnostics(),
                report.moments());
    }
}
