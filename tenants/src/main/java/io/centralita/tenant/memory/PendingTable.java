package io.centralita.tenant.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Finds calls that memory owes a summary, and clears away what nobody remembers any more. Blocks.
final class PendingTable {
    /// How far back calls are looked for that memory has not seen.
    static final Duration BACKWARDS = Duration.ofDays(7);

    /// A call lasts less; so long an erased caller's wish is kept for calls that still go on.
    static final Duration LONGEST_CALL = Duration.ofDays(1);

    private PendingTable() {}

    /// Calls that are over and wait for memory, the latest first.
    static List<String> waiting(Handle handle, Instant now, int most) {
        return handle.createQuery(
                        """
                        SELECT r.id FROM call_records r LEFT JOIN caller_calls k
                            ON k.tenant = r.tenant AND k.call_id = r.id
                        WHERE r.started_at >= :since AND r.ended_at IS NOT NULL
                            AND (k.call_id IS NULL OR k.made_by IS NULL)
                        ORDER BY r.started_at DESC
                        LIMIT :most
                        """)
                .bind("since", now.minus(BACKWARDS).toEpochMilli())
                .bind("most", most)
                .mapTo(String.class)
                .list();
    }

    static List<String> tenants(Handle handle) {
        return handle.createQuery("SELECT DISTINCT tenant FROM caller_calls")
                .mapTo(String.class)
                .list();
    }

    /// Forgets what a tenant remembers of calls that began before.
    static int expire(Handle handle, String tenant, Instant before) {
        return handle.createUpdate(
                        "DELETE FROM caller_calls WHERE tenant = :tenant AND number IS NOT NULL AND"
                                + " started_at < :before")
                .bind("tenant", tenant)
                .bind("before", before.toEpochMilli())
                .execute();
    }

    /// Clears away marks of calls that are not looked for any more, and callers of whom nothing is
    /// left.
    static void tidy(Handle handle, Instant now) {
        handle.createUpdate(
                        "DELETE FROM caller_calls WHERE number IS NULL AND started_at < :before")
                .bind("before", now.minus(BACKWARDS).minus(LONGEST_CALL).toEpochMilli())
                .execute();
        handle.createUpdate(
                        """
                        DELETE FROM callers
                        WHERE opted_out_at IS NULL
                            AND (erased_at IS NULL OR erased_at < :before)
                            AND NOT EXISTS (
                                SELECT 1 FROM caller_calls k
                                WHERE k.tenant = callers.tenant AND k.number = callers.number)
                        """)
                .bind("before", now.minus(LONGEST_CALL).toEpochMilli())
                .execute();
    }
}
