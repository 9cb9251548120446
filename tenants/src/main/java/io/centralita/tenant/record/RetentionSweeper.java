package io.centralita.tenant.record;

import io.centralita.tenant.database.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes calls that a tenant keeps no longer, few at a time, so that whoever writes meanwhile
/// waits for milliseconds. Calls that go on are never deleted. Belongs to one thread.
final class RetentionSweeper {
    private static final Logger log = LoggerFactory.getLogger(RetentionSweeper.class);

    static final int BATCH = 200;
    private static final long PAUSE_MS = 20;

    private final Database database;
    private final Function<String, Optional<Duration>> retention;
    private final InstantSource clock;
    private final CountDownLatch stopped;
    private final CallTraces traces;

    /// @param retention how long a tenant keeps its calls after their start; empty for ever
    /// @param stopped ends a sweep between two batches
    /// @param traces told of what was deleted
    RetentionSweeper(
            Database database,
            Function<String, Optional<Duration>> retention,
            InstantSource clock,
            CountDownLatch stopped,
            CallTraces traces) {
        this.traces = traces;
        this.database = database;
        this.retention = retention;
        this.clock = clock;
        this.stopped = stopped;
    }

    /// @return how many calls were deleted
    int sweep() throws InterruptedException {
        int deleted = 0;
        for (var tenant : CallTable.tenants(database.jdbi())) {
            var kept = retention.apply(tenant);
            if (kept.isPresent()) {
                deleted += sweep(tenant, kept.get());
            }
        }
        return deleted;
    }

    private int sweep(String tenant, Duration kept) throws InterruptedException {
        var before = clock.instant().minus(kept);
        int deleted = 0;
        int last;
        do {
            var ids = CallTable.deleteEnded(database.jdbi(), tenant, before, BATCH);
            ids.forEach(traces::forget);
            last = ids.size();
            deleted += last;
        } while (last == BATCH && !stopped.await(PAUSE_MS, TimeUnit.MILLISECONDS));
        if (deleted > 0) {
            log.atInfo()
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("calls", deleted)
                    .addKeyValue("days", kept.toDays())
                    .log("call records deleted, their time is over");
        }
        return deleted;
    }
}
