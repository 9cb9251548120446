package io.centralita.tenant.record;

import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries pending reports over to the database, one after another, on a thread of its own.
final class RecordWriter implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(RecordWriter.class);

    private final PendingReports pending;
    private final Database database;
    private final InstantSource clock;
    private final SqlCallRecords.Limits limits;

    /// Written by the writer's thread alone.
    private volatile Optional<String> trouble = Optional.empty();

    private final AtomicLong refused = new AtomicLong();

    /// Confined to the writer's thread.
    private Duration pause;

    RecordWriter(
            PendingReports pending,
            Database database,
            InstantSource clock,
            SqlCallRecords.Limits limits) {
        this.pending = pending;
        this.database = database;
        this.clock = clock;
        this.limits = limits;
        pause = limits.firstRetry();
    }

    @Override
    public void run() {
        try {
            while (true) {
                var next = pending.next();
                if (next.isEmpty()) {
                    return;
                }
                write(next.get());
            }
        } catch (InterruptedException _) {
            log.atDebug().log("call record writer told to end");
        }
    }

    private void write(CallReport report) throws InterruptedException {
        try {
            CallTable.save(database.jdbi(), report, clock.instant());
            pending.written(report);
            recovered();
        } catch (RuntimeException e) {
            if (Failure.of(e) == Failure.REFUSED) {
                refused.incrementAndGet();
                pending.written(report);
                log.atError()
                        .addKeyValue("call", report.id())
                        .addKeyValue("error", Failure.rootOf(e))
                        .log("call record lost: the database refuses it");
            } else {
                failed(e);
            }
        }
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
            log.atWarn().addKeyValue("error", root).log("call records cannot be written, retrying");
        }
        trouble = Optional.of(root);
        database.renewConnections();
        pending.pause(pause.toNanos());
        var doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(limits.lastRetry()) < 0 ? doubled : limits.lastRetry();
    }

    Optional<String> trouble() {
        return trouble;
    }

    long refused() {
        return refused.get();
    }
}
