package io.centralita.tenant.record;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The table `call_owners`. Blocks.
final class OwnerTable {
    private OwnerTable() {}

    /// @param beat stands still when the process is gone
    record Seen(String owner, long beat) {}

    /// The owner lives.
    static void beat(Handle handle, CallOwner owner, Instant now) {
        handle.createUpdate(
                        """
                        INSERT INTO call_owners (owner, host, beat, seen_at)
                        VALUES (:owner, :host, 1, :now)
                        ON CONFLICT (owner) DO UPDATE SET
                            beat = call_owners.beat + 1, seen_at = excluded.seen_at
                        """)
                .bind("owner", owner.id())
                .bind("host", owner.host())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    static List<Seen> others(Handle handle, CallOwner owner) {
        return handle.createQuery("SELECT owner, beat FROM call_owners WHERE owner <> :owner")
                .bind("owner", owner.id())
                .map((row, _) -> new Seen(row.getString("owner"), row.getLong("beat")))
                .list();
    }

    /// Takes a dead one off the list, and closes what it left open.
    ///
    /// @return how many calls; none where it lives after all, or somebody else was faster
    static int bury(Handle handle, Seen dead) {
        var lastSeen =
                handle.createQuery("SELECT seen_at FROM call_owners WHERE owner = :owner")
                        .bind("owner", dead.owner())
                        .mapTo(Long.class)
                        .findOne();
        int removed =
                handle.createUpdate("DELETE FROM call_owners WHERE owner = :owner AND beat = :beat")
                        .bind("owner", dead.owner())
                        .bind("beat", dead.beat())
                        .execute();
        return removed == 0 || lastSeen.isEmpty()
                ? 0
                : OpenCalls.close(handle, dead.owner(), Instant.ofEpochMilli(lastSeen.get()));
    }

    static void remove(Handle handle, CallOwner owner) {
        handle.createUpdate("DELETE FROM call_owners WHERE owner = :owner")
                .bind("owner", owner.id())
                .execute();
    }
}
