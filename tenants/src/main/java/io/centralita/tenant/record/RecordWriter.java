package io.centralita.tenant.record;

import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries pending reports over to the database, all that wait at once, on a thread of its own.
/// While calls go on it also says once a second that their process lives.
final class RecordWriter implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(RecordWriter.class);

    private static final int BATCH = 100;
    private static final long BEAT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long IDLE_NANOS = Duration.ofHours(1).toNanos();

    private final PendingReports pending;
    private final Database database;
    private final CallOwner owner;
    private final InstantSource clock;
    private final SqlCallRecords.Limits limits;

    /// Written by the writer's thread alone.
    private volatile Optional<String> trouble = Optional.empty();

    private final AtomicLong refused = new AtomicLong();

    /// Confined to the writer's thread, as what follows: calls that go on as far as the database
    /// knows.
    private final Set<String> open = new HashSet<>();

    private Duration pause;

    RecordWriter(
            PendingReports pending,
            Database database,
            CallOwner owner,
            InstantSource clock,
            SqlCallRecords.Limits limits) {
        this.pending = pending;
        this.database = database;
        this.owner = owner;
        this.clock = clock;
        this.limits = limits;
        pause = limits.firstRetry();
    }

    @Override
    public void run() {
        try {
            while (true) {
                var next = pending.next(BATCH, open.isEmpty() ? IDLE_NANOS : BEAT_NANOS);
                if (next.isEmpty()) {
                    signOff();
                    return;
                }
                write(next.get());
            }
        } catch (InterruptedException _) {
            log.atDebug().log("call record writer told to end");
        }
    }

    private void write(List<CallReport> reports) throws InterruptedException {
        if (reports.isEmpty() && open.isEmpty()) {
            return;
        }
        try {
            var now = clock.instant();
            database.jdbi()
                    .useTransaction(
                            handle -> {
                                OwnerTable.beat(handle, owner, now);
                                for (var report : reports) {
                                    CallTable.save(handle, report, owner, now);
                                }
                            });
            reports.forEach(this::written);
            recovered();
        } catch (RuntimeException e) {
            if (Failure.of(e) != Failure.REFUSED || reports.isEmpty()) {
                failed(e);
            } else if (reports.size() > 1) { // one of them is not taken: the others are
                for (var report : reports) {
                    write(List.of(report));
                }
            } else {
                refused(reports.getFirst(), e);
            }
        }
    }

    private void written(CallReport report) {
        pending.written(report);
        if (report.endedAt() == null) {
            open.add(report.id());
        } else {
            open.remove(report.id());
        }
    }

    private void refused(CallReport report, RuntimeException e) {
        refused.incrementAndGet();
        pending.written(report);
        open.remove(report.id());
        log.atError()
                .addKeyValue("call", report.id())
                .addKeyValue("error", Failure.rootOf(e))
                .log("call record lost: the database refuses it");
    }

    private void recovered() {
        if (trouble.isPresent()) {
            trouble = Optional.empty();
            log.atInfo().log("call records are written again");
        }
        pause = limits.firstRetry();
    }

    private void failed(RuntimeException e) throws InterruptedException {
        var root = Failure.rootOf(e);
        if (trouble.isEmpty()) {
            log.atWarn()
                    .addKeyValue("kind", Failure.of(e))
                    .addKeyValue("error", root)
                    .log("call records cannot be written, retrying");
        }
        trouble = Optional.of(root);
        database.renewConnections();
        pending.pause(pause.toNanos());
        var doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(limits.lastRetry()) < 0 ? doubled : limits.lastRetry();
    }

    /// Nobody has to look after a process that has left nothing open.
    private void signOff() {
        if (!open.isEmpty()) {
            return;
        }
        try {
            database.jdbi().useHandle(handle -> OwnerTable.remove(handle, owner));
        } catch (RuntimeException e) {
            log.atDebug().addKeyValue("error", Failure.rootOf(e)).log("owner of calls not removed");
        }
    }

    Optional<String> trouble() {
        return trouble;
    }

    long refused() {
        return refused.get();
    }
}
