package io.centralita.tenant.record;

import io.centralita.call.scope.Time;
import io.centralita.tenant.database.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes the calls of processes that are gone. One whose beat stands still for 30 s of our own
/// clock is gone, whatever the clocks of other machines say. Belongs to one thread.
final class OwnerWatch {
    private static final Logger log = LoggerFactory.getLogger(OwnerWatch.class);

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /// How often to look.
    static final Duration BEAT = Duration.ofSeconds(5);

    /// Whoever has not looked for so long, because the database was gone or the machine slept, has
    /// seen nothing stand still.
    private static final Duration BLIND = BEAT.multipliedBy(3);

    private final Database database;
    private final CallOwner own;
    private final Time time;
    private final Map<String, Beat> beats = new HashMap<>();
    private long lastLook = Long.MIN_VALUE;

    private record Beat(long beat, long since) {}

    OwnerWatch(Database database, CallOwner own, Time time) {
        this.database = database;
        this.own = own;
        this.time = time;
    }

    /// At the start: who has the database alone knows that all others are gone.
    void start() {
        if (!database.exclusive()) {
            look();
            return;
        }
        int closed =
                database.jdbi()
                        .inTransaction(
                                handle -> {
                                    int calls = OpenCalls.closeNameless(handle);
                                    for (var other : OwnerTable.others(handle, own)) {
                                        calls += OwnerTable.bury(handle, other);
                                    }
                                    return calls;
                                });
        tell(closed);
    }

    /// To be called every [#BEAT].
    void look() {
        var others = database.jdbi().withHandle(handle -> OwnerTable.others(handle, own));
        var now = time.nanoTime();
        if (now - BLIND.toNanos() > lastLook) {
            beats.clear();
        }
        lastLook = now;
        beats.keySet().retainAll(others.stream().map(OwnerTable.Seen::owner).toList());
        for (var other : others) {
            var before = beats.get(other.owner());
            if (before == null || before.beat() != other.beat()) {
                beats.put(other.owner(), new Beat(other.beat(), now));
            } else if (now - before.since() >= PATIENCE.toNanos()) {
                tell(database.jdbi().inTransaction(handle -> OwnerTable.bury(handle, other)));
                beats.remove(other.owner());
            }
        }
    }

    private static void tell(int closed) {
        if (closed > 0) {
            log.atWarn()
                    .addKeyValue("calls", closed)
                    .log("calls of a process that is gone closed as interrupted");
        }
    }
}
