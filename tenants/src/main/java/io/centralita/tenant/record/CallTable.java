package io.centralita.tenant.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    /// The end of a call is never replaced by an earlier state of it, unless it was another process
    /// that took the call's own for dead.
    private static final String UPSERT =
            """
            INSERT INTO call_records
                (id, tenant, channel, caller, called, started_at, ended_at, saved_at, report, cost,
                 owner)
            VALUES
                (:id, :tenant, :channel, :caller, :called, :startedAt, :endedAt, :savedAt, :report,
                 :cost, :owner)
            ON CONFLICT (id) DO UPDATE SET
                tenant = excluded.tenant, channel = excluded.channel, caller = excluded.caller,
                called = excluded.called, started_at = excluded.started_at,
                ended_at = excluded.ended_at, saved_at = excluded.saved_at,
                report = excluded.report, cost = excluded.cost, owner = excluded.owner,
                presumed = 0
            WHERE call_records.ended_at IS NULL OR excluded.ended_at IS NOT NULL
                OR (call_records.presumed = 1 AND call_records.owner = excluded.owner)
            """;

    /// Lengths of the columns.
    private static final int NAME = 200;

    private static final int SHORT_NAME = 100;

    private static final Duration LONGEST_CALL = Duration.ofDays(1);

    private CallTable() {}

    static void save(Handle handle, CallReport report, CallOwner owner, Instant now) {
        var endedAt = report.endedAt();
        handle.createUpdate(UPSERT)
                .bind("id", column(report.id(), NAME))
                .bind("tenant", column(report.tenant(), NAME))
                .bind("channel", column(report.channel(), SHORT_NAME))
                .bind("caller", column(report.from(), NAME))
                .bind("called", column(report.to(), NAME))
                .bind("startedAt", report.startedAt().toEpochMilli())
                .bind("endedAt", endedAt == null ? null : endedAt.toEpochMilli())
                .bind("savedAt", now.toEpochMilli())
                .bind("report", ReportJson.write(report))
                .bind("cost", ReportJson.writeCost(report.cost()))
                .bind("owner", owner.id())
                .execute();
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
                .flatMap(json -> ReportJson.readable(json).stream())
                .findFirst();
    }

    /// In the order of pages. PostgreSQL sorts text by its locale, which may be another order than
    /// ours: calls of the same millisecond may then be seen twice or not at all between two pages.
    static List<CallReport> page(Jdbi jdbi, CallQuery query) {
        var where = new ArrayList<String>();
        var values = new HashMap<String, Object>();
        query.tenant()
                .ifPresent(tenant -> add(where, values, "tenant = :tenant", "tenant", tenant));
        query.since()
                .ifPresent(
                        since ->
                                add(
                                        where,
                                        values,
                                        "started_at >= :since",
                                        "since",
                                        since.toEpochMilli()));
        query.until()
                .ifPresent(
                        until ->
                                add(
                                        where,
                                        values,
                                        "started_at < :until",
                                        "until",
                                        until.toEpochMilli()));
        query.after()
                .ifPresent(
                        place -> {
                            values.put("id", place.id());
                            add(
                                    where,
                                    values,
                                    "(started_at < :at OR (started_at = :at AND id > :id))",
                                    "at",
                                    place.startedAt());
                        });
        var sql =
                "SELECT report FROM call_records"
                        + (where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where))
                        + " ORDER BY started_at DESC, id LIMIT :limit";
        return jdbi
                .withHandle(
                        handle ->
                                handle.createQuery(sql)
                                        .bindMap(values)
                                        .bind("limit", query.limit())
                                        .mapTo(String.class)
                                        .list())
                .stream()
                .flatMap(json -> ReportJson.readable(json).stream())
                .toList();
    }

    private static void add(
            List<String> where,
            Map<String, Object> values,
            String test,
            String name,
            Object value) {
        where.add(test);
        values.put(name, value);
    }

    static List<String> tenants(Jdbi jdbi) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT DISTINCT tenant FROM call_records")
                                .mapTo(String.class)
                                .list());
    }

    /// Deletes some of the calls of a tenant that began before then and are over.
    ///
    /// @return their ids
    static List<String> deleteEnded(Jdbi jdbi, String tenant, Instant before, int most) {
        return jdbi.inTransaction(
                handle -> {
                    var over =
                            handle.createQuery(
                                            """
                                            SELECT id FROM call_records
                                            WHERE tenant = :tenant AND started_at < :before
                                                AND ended_at IS NOT NULL
                                            ORDER BY started_at LIMIT :most
                                            """)
                                    .bind("tenant", tenant)
                                    .bind("before", before.toEpochMilli())
                                    .bind("most", most)
                                    .mapTo(String.class)
                                    .list();
                    if (!over.isEmpty()) {
                        handle.createUpdate("DELETE FROM call_records WHERE id IN (<ids>)")
                                .bindList("ids", over)
                                .execute();
                    }
                    return over;
                });
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

    /// Takes out what PostgreSQL does not store, and what does not fit its columns.
    private static String column(String text, int longest) {
        var clean = text.replace("\0", "");
        return clean.substring(0, Math.min(clean.length(), longest));
    }

    /// Takes what is personal out of a caller's calls, one after the other.
    ///
    /// @return their ids
    static List<String> erase(Jdbi jdbi, Erasures.Erasure erasure) {
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
                                .filter(id -> handle.inTransaction(tx -> erase(tx, id)) > 0)
                                .toList());
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
                        .flatMap(ReportJson::readable)
                        .map(Erasures::withoutPersonal)
                        .map(ReportJson::write);
        transaction
                .createUpdate("UPDATE call_records SET report = :report WHERE id = :id")
                .bind("report", report.orElse("{}"))
                .bind("id", id)
                .execute();
        return found;
    }
}
