package io.centralita.tenant.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.record.CallReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The table `call_records`. Blocks.
final class CallTable {
    private static final Logger log = LoggerFactory.getLogger(CallTable.class);

    /// The end of a call is never replaced by an earlier state of it.
    private static final String UPSERT =
            """
            INSERT INTO call_records
                (id, tenant, channel, caller, called, started_at, ended_at, saved_at, report, cost)
            VALUES
                (:id, :tenant, :channel, :caller, :called, :startedAt, :endedAt, :savedAt, :report,
                 :cost)
            ON CONFLICT (id) DO UPDATE SET
                tenant = excluded.tenant, channel = excluded.channel, caller = excluded.caller,
                called = excluded.called, started_at = excluded.started_at,
                ended_at = excluded.ended_at, saved_at = excluded.saved_at,
                report = excluded.report, cost = excluded.cost
            WHERE call_records.ended_at IS NULL OR excluded.ended_at IS NOT NULL
            """;

    private static final Duration LONGEST_CALL = Duration.ofDays(1);

    private CallTable() {}

    static void save(Jdbi jdbi, CallReport report, Instant now) {
        var endedAt = report.endedAt();
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(UPSERT)
                                .bind("id", report.id())
                                .bind("tenant", report.tenant())
                                .bind("channel", report.channel())
                                .bind("caller", report.from())
                                .bind("called", report.to())
                                .bind("startedAt", report.startedAt().toEpochMilli())
                                .bind("endedAt", endedAt == null ? null : endedAt.toEpochMilli())
                                .bind("savedAt", now.toEpochMilli())
                                .bind("report", ReportJson.write(report))
                                .bind("cost", ReportJson.writeCost(report.cost()))
                                .execute());
    }

    static Optional<CallReport> find(Jdbi jdbi, String id) {
        return jdbi
                .withHandle(
                        handle ->
                                handle.createQuery("SELECT report FROM call_records WHERE id = :id")
                                        .bind("id", id)
                                        .mapTo(String.class)
                                        .findOne())
                .stream()
                .flatMap(CallTable::readable)
                .findFirst();
    }

    static List<CallReport> latest(Jdbi jdbi, int limit) {
        return jdbi
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT report FROM call_records ORDER BY"
                                                        + " started_at DESC, id LIMIT :limit")
                                        .bind("limit", limit)
                                        .mapTo(String.class)
                                        .list())
                .stream()
                .flatMap(CallTable::readable)
                .toList();
    }

    /// What the calls cost that were saved since then. A call lasts less than a day, so no earlier
    /// ones are looked at.
    static Map<String, BigDecimal> costSince(Jdbi jdbi, String tenant, Instant since) {
        var sums = new HashMap<String, BigDecimal>();
        jdbi.useHandle(
                handle ->
                        handle
                                .createQuery(
                                        "SELECT cost FROM call_records WHERE tenant = :tenant AND"
                                                + " started_at >= :earliest AND saved_at >= :since"
                                                + " AND cost IS NOT NULL")
                                .bind("tenant", tenant)
                                .bind("earliest", since.minus(LONGEST_CALL).toEpochMilli())
                                .bind("since", since.toEpochMilli())
                                .mapTo(String.class)
                                .stream()
                                .flatMap(CallTable::readableCost)
                                .forEach(
                                        cost ->
                                                cost.forEach(
                                                        (currency, amount) ->
                                                                sums.merge(
                                                                        currency,
                                                                        amount,
                                                                        BigDecimal::add))));
        return sums;
    }

    private static Stream<Map<String, BigDecimal>> readableCost(String json) {
        try {
            return Stream.of(ReportJson.readCost(json));
        } catch (JsonProcessingException e) {
            log.atError().setCause(e).log("cost of a call unreadable");
            return Stream.empty();
        }
    }

    /// Closes the calls that an earlier process left open when it ended. When they ended nobody
    /// saw; the last time they were saved is the last sign of life they gave.
    static int closeInterrupted(Jdbi jdbi) {
        var open =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT saved_at, report FROM call_records WHERE"
                                                        + " ended_at IS NULL")
                                        .map(
                                                (row, _) ->
                                                        new OpenCall(
                                                                row.getLong("saved_at"),
                                                                row.getString("report")))
                                        .list());
        for (var call : open) {
            var lastSeen = Instant.ofEpochMilli(call.savedAt());
            readable(call.report())
                    .forEach(report -> save(jdbi, interrupted(report, lastSeen), lastSeen));
        }
        return open.size();
    }

    /// Takes what is personal out of a caller's calls, one after the other.
    static int erase(Jdbi jdbi, Erasures.Erasure erasure) {
        return jdbi.withHandle(
                handle ->
                        handle
                                .createQuery(
                                        "SELECT DISTINCT caller FROM call_records WHERE tenant ="
                                                + " :tenant")
                                .bind("tenant", erasure.tenant())
                                .mapTo(String.class)
                                .list()
                                .stream()
                                .filter(erasure.caller())
                                .flatMap(caller -> callsOf(handle, erasure, caller).stream())
                                .mapToInt(id -> handle.inTransaction(tx -> erase(tx, id)))
                                .sum());
    }

    private static List<String> callsOf(Handle handle, Erasures.Erasure erasure, String caller) {
        return handle.createQuery(
                        "SELECT id FROM call_records WHERE caller = :caller AND tenant = :tenant AND"
                                + " started_at <= :until")
                .bind("caller", caller)
                .bind("tenant", erasure.tenant())
                .bind("until", erasure.at().toEpochMilli())
                .mapTo(String.class)
                .list();
    }

    /// Writes first, so that the row stays as it is until the report is replaced.
    private static int erase(Handle transaction, String id) {
        int found =
                transaction
                        .createUpdate("UPDATE call_records SET caller = '' WHERE id = :id")
                        .bind("id", id)
                        .execute();
        var report =
                transaction
                        .createQuery("SELECT report FROM call_records WHERE id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .findOne()
                        .stream()
                        .flatMap(CallTable::readable)
                        .map(Erasures::withoutPersonal)
                        .map(ReportJson::write)
                        .findFirst();
        transaction
                .createUpdate("UPDATE call_records SET report = :report WHERE id = :id")
                .bind("report", report.orElse("{}"))
                .bind("id", id)
                .execute();
        return found;
    }

    private static CallReport interrupted(CallReport report, Instant lastSeen) {
        return new CallReport(
                report.id(),
                report.tenant(),
                report.channel(),
                report.engine(),
                report.from(),
                report.to(),
                report.startedAt(),
                report.answeredAt(),
                lastSeen.isBefore(report.startedAt()) ? report.startedAt() : lastSeen,
                CallEnd.By.SWITCHBOARD.name(),
                "interrupted",
                report.warm(),
                report.firstAudioMs(),
                report.longestDeadAirMs(),
                report.turns(),
                report.tools(),
                report.audio(),
                report.usage(),
                report.cost());
    }

    private static Stream<CallReport> readable(String json) {
        try {
            return Stream.of(ReportJson.read(json));
        } catch (JsonProcessingException e) {
            // The location alone: the message may quote what a caller said.
            log.atError()
                    .addKeyValue("at", e.getLocation().offsetDescription())
                    .log("call record unreadable");
            return Stream.empty();
        }
    }

    private record OpenCall(long savedAt, String report) {}
}
