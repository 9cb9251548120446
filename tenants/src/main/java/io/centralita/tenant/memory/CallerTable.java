package io.centralita.tenant.memory;

import io.centralita.call.record.CallReport;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The tables `callers` and `caller_calls`. Blocks. What is known of a caller is what the rows of
/// their calls say together, so that the order in which calls are written does not matter, and what
/// expires with a call is everything that came from it.
final class CallerTable {
    /// Facts and summaries that are shown of a caller.
    static final int MOST_SHOWN = 20;

    private static final String TAKE_CALLER =
            """
            INSERT INTO callers (tenant, number) VALUES (:tenant, :number)
            ON CONFLICT (tenant, number) DO UPDATE SET number = excluded.number
            """;

    private static final String NOTE =
            """
            INSERT INTO caller_calls (tenant, call_id, number, started_at, made_by)
            VALUES (:tenant, :call, :number, :startedAt, :madeBy)
            ON CONFLICT (tenant, call_id) DO NOTHING
            """;

    /// Nothing is added to a call that was erased meanwhile.
    private static final String KEEP =
            """
            UPDATE caller_calls
            SET name = :name, facts = :facts, summary = :summary, made_by = :madeBy
            WHERE tenant = :tenant AND call_id = :call AND number = :number AND made_by IS NULL
            """;

    private static final String FORGET =
            """
            UPDATE caller_calls
            SET number = NULL, name = NULL, facts = NULL, summary = NULL, made_by = 'nothing'
            WHERE tenant = :tenant AND number = :number
            """;

    private static final String OF_CALLER =
            "FROM caller_calls WHERE tenant = :tenant AND number = :number AND started_at >= :since";

    private CallerTable() {}

    private record Choices(boolean optedOut, Instant erasedAt) {
        boolean allow(Instant callStarted) {
            return !optedOut && callStarted.isAfter(erasedAt);
        }
    }

    /// Counts a call of nobody: it is not looked at again.
    static void noteNothing(Handle handle, CallReport report) {
        insert(handle, report, null);
    }

    /// Counts a call of a caller, once, unless they want nothing kept or were erased since it
    /// began.
    ///
    /// @return whether its summary is still to be made
    static boolean note(Handle handle, CallReport report, CallerNumber number) {
        return handle.inTransaction(
                tx -> {
                    takeCaller(tx, report.tenant(), number);
                    var kept = choices(tx, report.tenant(), number).allow(report.startedAt());
                    insert(tx, report, kept ? number.e164() : null);
                    return kept && awaitsSummary(tx, report, number);
                });
    }

    private static void insert(Handle handle, CallReport report, @Nullable String number) {
        handle.createUpdate(NOTE)
                .bind("tenant", report.tenant())
                .bind("call", report.id())
                .bind("number", number)
                .bind("startedAt", report.startedAt().toEpochMilli())
                .bind("madeBy", number == null ? "nothing" : null)
                .execute();
    }

    private static boolean awaitsSummary(Handle handle, CallReport report, CallerNumber number) {
        return handle.createQuery(
                                "SELECT COUNT(*) FROM caller_calls WHERE tenant = :tenant AND call_id ="
                                        + " :call AND number = :number AND made_by IS NULL")
                        .bind("tenant", report.tenant())
                        .bind("call", report.id())
                        .bind("number", number.e164())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// @param madeBy a word
    /// @return false where the call was erased meanwhile, or has its summary already
    static boolean keep(
            Handle handle,
            CallReport report,
            CallerNumber number,
            CallSummary summary,
            String madeBy) {
        return handle.createUpdate(KEEP)
                        .bind("tenant", report.tenant())
                        .bind("call", report.id())
                        .bind("number", number.e164())
                        .bind("name", summary.name())
                        .bind("facts", String.join("\n", summary.facts()))
                        .bind("summary", summary.summary())
                        .bind("madeBy", madeBy)
                        .execute()
                > 0;
    }

    /// Erases a caller. Calls that began until now are not remembered, whenever they end.
    ///
    /// @return how many calls were forgotten
    static int forget(
            Handle handle, String tenant, CallerNumber number, AfterForgetting after, Instant now) {
        return handle.inTransaction(
                tx -> {
                    takeCaller(tx, tenant, number);
                    var optedOut =
                            switch (after) {
                                case AS_BEFORE -> "opted_out_at";
                                case KEEP_NOTHING -> "COALESCE(opted_out_at, :now)";
                                case REMEMBER_AGAIN -> "NULL";
                            };
                    tx.createUpdate(
                                    "UPDATE callers SET erased_at = :now, opted_out_at = "
                                            + optedOut
                                            + " WHERE tenant = :tenant AND number = :number")
                            .bind("now", now.toEpochMilli())
                            .bind("tenant", tenant)
                            .bind("number", number.e164())
                            .execute();
                    return tx.createUpdate(FORGET)
                            .bind("tenant", tenant)
                            .bind("number", number.e164())
                            .execute();
                });
    }

    /// Makes the row if there is none, and holds it until the transaction ends: whoever notes a
    /// call and whoever erases its caller take turns, in SQLite and in PostgreSQL.
    private static void takeCaller(Handle handle, String tenant, CallerNumber number) {
        handle.createUpdate(TAKE_CALLER)
                .bind("tenant", tenant)
                .bind("number", number.e164())
                .execute();
    }

    private static Choices choices(Handle handle, String tenant, CallerNumber number) {
        return handle.createQuery(
                        "SELECT opted_out_at, COALESCE(erased_at, -1) AS erased FROM callers WHERE"
                                + " tenant = :tenant AND number = :number")
                .bind("tenant", tenant)
                .bind("number", number.e164())
                .map(
                        (row, _) ->
                                new Choices(
                                        row.getObject("opted_out_at") != null,
                                        Instant.ofEpochMilli(row.getLong("erased"))))
                .findOne()
                .orElse(new Choices(false, Instant.ofEpochMilli(-1)));
    }

    /// @param since calls that began before are not remembered any more
    /// @return empty where there is neither a call nor a wish of the caller's
    static Optional<CallerMemory> find(
            Handle handle, String tenant, CallerNumber number, Instant since) {
        boolean optedOut = choices(handle, tenant, number).optedOut();
        var books =
                handle.createQuery(
                                "SELECT COUNT(*) AS calls, MIN(started_at) AS earliest,"
                                        + " MAX(started_at) AS latest "
                                        + OF_CALLER)
                        .bind("tenant", tenant)
                        .bind("number", number.e164())
                        .bind("since", since.toEpochMilli())
                        .map(
                                (row, _) ->
                                        new Books(
                                                row.getLong("calls"),
                                                Instant.ofEpochMilli(row.getLong("earliest")),
                                                Instant.ofEpochMilli(row.getLong("latest"))))
                        .one();
        if (books.calls() == 0) {
            return optedOut
                    ? Optional.of(
                            new CallerMemory(
                                    number.e164(), 0, null, null, null, List.of(), List.of(), true))
                    : Optional.empty();
        }
        var latest = latest(handle, tenant, number, since);
        var facts = new LinkedHashSet<String>();
        latest.forEach(call -> facts.addAll(call.facts()));
        return Optional.of(
                new CallerMemory(
                        number.e164(),
                        books.calls(),
                        books.earliest(),
                        books.latest(),
                        name(handle, tenant, number, since).orElse(null),
                        facts.stream().limit(MOST_SHOWN).toList(),
                        latest.stream()
                                .filter(call -> !call.call().summary().isEmpty())
                                .map(Kept::call)
                                .toList(),
                        optedOut));
    }

    private record Books(long calls, Instant earliest, Instant latest) {}

    private record Kept(CallerMemory.PastCall call, List<String> facts) {}

    private static List<Kept> latest(
            Handle handle, String tenant, CallerNumber number, Instant since) {
        return handle.createQuery(
                        "SELECT call_id, started_at, facts, summary "
                                + OF_CALLER
                                + " AND summary IS NOT NULL ORDER BY started_at DESC, call_id LIMIT"
                                + " :most")
                .bind("tenant", tenant)
                .bind("number", number.e164())
                .bind("since", since.toEpochMilli())
                .bind("most", MOST_SHOWN)
                .map(
                        (row, _) ->
                                new Kept(
                                        new CallerMemory.PastCall(
                                                row.getString("call_id"),
                                                Instant.ofEpochMilli(row.getLong("started_at")),
                                                row.getString("summary")),
                                        row.getString("facts")
                                                .lines()
                                                .filter(fact -> !fact.isEmpty())
                                                .toList()))
                .list();
    }

    private static Optional<String> name(
            Handle handle, String tenant, CallerNumber number, Instant since) {
        return handle.createQuery(
                        "SELECT name "
                                + OF_CALLER
                                + " AND name IS NOT NULL ORDER BY started_at DESC, call_id LIMIT 1")
                .bind("tenant", tenant)
                .bind("number", number.e164())
                .bind("since", since.toEpochMilli())
                .mapTo(String.class)
                .findOne();
    }

    /// Who is known to a tenant, who called last first.
    static List<String> numbers(Handle handle, String tenant, Instant since, int most) {
        return handle.createQuery(
                        """
                        SELECT c.number AS number, MAX(k.started_at) AS latest
                        FROM callers c LEFT JOIN caller_calls k
                            ON k.tenant = c.tenant AND k.number = c.number
                                AND k.started_at >= :since
                        WHERE c.tenant = :tenant
                            AND (k.call_id IS NOT NULL OR c.opted_out_at IS NOT NULL)
                        GROUP BY c.number
                        ORDER BY COALESCE(MAX(k.started_at), 0) DESC, c.number
                        LIMIT :most
                        """)
                .bind("tenant", tenant)
                .bind("since", since.toEpochMilli())
                .bind("most", most)
                .mapTo(String.class)
                .list();
    }
}
