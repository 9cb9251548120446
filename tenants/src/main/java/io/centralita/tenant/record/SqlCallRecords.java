package io.centralita.tenant.record;

import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.call.scope.Time;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseReader;
import io.centralita.tenant.database.DatabaseUnavailable;
import io.centralita.tenant.database.Failure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Call records in a database. Saving queues and returns, whatever state the database is in; a
/// writer of its own carries the queue over and tries again until it succeeds. Reports that still
/// wait are found as if they were written.
public final class SqlCallRecords implements CallRecords, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqlCallRecords.class);

    private static final int READERS = 2;
    private static final int WAITING_READS = 64;
    private static final Duration READ_DEADLINE = Duration.ofSeconds(10);
    private static final Duration KEEPER_DEADLINE = Duration.ofSeconds(1);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final Duration closeDeadline;
    private final PendingReports pending;
    private final Erasures erasures = new Erasures();
    private final InstantSource clock;
    private final RecordWriter writer;
    private final Thread writerThread;
    private final Thread keeperThread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final DatabaseReader reader;
    private volatile CallTraces traces = CallTraces.NONE;

    /// @param queue how many calls may wait for the database, at least 1
    /// @param firstRetry the pause after a failed write; doubles up to `lastRetry`
    /// @param closeDeadline how long closing waits for the queue to drain
    record Limits(int queue, Duration firstRetry, Duration lastRetry, Duration closeDeadline) {
        static final Limits USUAL =
                new Limits(1_000, Duration.ofMillis(100), Duration.ofSeconds(10), CLOSE_DEADLINE);
    }

    private SqlCallRecords(
            Database database,
            CallOwner owner,
            InstantSource clock,
            OwnerWatch watch,
            Function<String, Optional<Duration>> retention,
            Limits limits) {
        this.clock = clock;
        closeDeadline = limits.closeDeadline();
        pending = new PendingReports(limits.queue());
        writer = new RecordWriter(pending, database, owner, clock, limits);
        writerThread = Thread.ofPlatform().name("call-records-writer").daemon().unstarted(writer);
        var sweeper =
                new RetentionSweeper(
                        database, retention, clock, stopped, call -> traces.forget(call));
        keeperThread =
                Thread.ofPlatform()
                        .name("call-records-keeper")
                        .daemon()
                        .unstarted(new RecordKeeping(watch, sweeper, stopped));
        reader = new DatabaseReader(database, "call-records-reader", READERS, WAITING_READS);
    }

    /// Closes the calls that an earlier process left open, and takes reports.
    ///
    /// @param database stays the caller's to close, after this
    /// @param retention how long a tenant keeps its calls; empty for ever
    /// @throws DatabaseUnavailable when it cannot be read
    public static SqlCallRecords open(
            Database database,
            InstantSource clock,
            Function<String, Optional<Duration>> retention) {
        return open(database, clock, Time.SYSTEM, retention, Limits.USUAL);
    }

    /// Keeps all calls for ever.
    public static SqlCallRecords open(Database database, InstantSource clock) {
        return open(database, clock, _ -> Optional.empty());
    }

    static SqlCallRecords open(
            Database database,
            InstantSource clock,
            Time time,
            Function<String, Optional<Duration>> retention,
            Limits limits) {
        var owner = CallOwner.fresh();
        var watch = new OwnerWatch(database, owner, time);
        try {
            watch.start();
        } catch (RuntimeException e) {
            throw e instanceof DatabaseUnavailable
                    ? e
                    : new DatabaseUnavailable(Failure.rootOf(e), e);
        }
        var records = new SqlCallRecords(database, owner, clock, watch, retention, limits);
        records.writerThread.start();
        records.keeperThread.start();
        return records;
    }

    /// From now on these are told which calls are not to be kept.
    public void tell(CallTraces others) {
        traces = others;
    }

    @Override
    public void save(CallReport report) {
        var kept = erasures.applied(report);
        if (!kept.equals(report)) {
            traces.forget(report.id());
        }
        pending.put(kept);
    }

    @Override
    public Optional<CallReport> find(String id) {
        var waiting = pending.find(id);
        return waiting.isPresent() ? waiting : read(jdbi -> CallTable.find(jdbi, id));
    }

    @Override
    public List<CallReport> latest(int limit) {
        return page(CallQuery.latest(Math.clamp(limit, 1, CallQuery.MOST)));
    }

    @Override
    public List<CallReport> page(CallQuery query) {
        var found = new LinkedHashMap<String, CallReport>();
        var waiting = pending.all();
        for (var report : read(jdbi -> CallTable.page(jdbi, query))) {
            found.put(report.id(), report);
        }
        for (var report : waiting) {
            var written = found.get(report.id());
            if (query.matches(report) && (written == null || written.endedAt() == null)) {
                found.put(report.id(), report);
            }
        }
        return found.values().stream().sorted(CallQuery.ORDER).limit(query.limit()).toList();
    }

    /// What is still waiting to be written is not in it: there is none when a process starts.
    @Override
    public Map<String, BigDecimal> costSince(String tenant, Instant since) {
        return read(jdbi -> CallTable.costSince(jdbi, tenant, since));
    }

    /// First what is saved from now on, then what waits to be written, then what is written: no
    /// report slips through between them.
    @Override
    public int erase(String tenant, Predicate<String> caller) {
        var erasure = erasures.add(tenant, caller, clock.instant());
        for (var report : pending.all()) {
            if (erasure.covers(report)) {
                pending.put(Erasures.withoutPersonal(report));
                traces.forget(report.id());
            }
        }
        var erased = read(jdbi -> CallTable.erase(jdbi, erasure));
        erased.forEach(traces::forget);
        return erased.size();
    }

    private <T> T read(Function<Jdbi, T> query) {
        return reader.read(READ_DEADLINE, query);
    }

    /// What is wrong with writing at the moment, for health checks; empty when the last write
    /// succeeded or none was needed yet.
    public Optional<String> trouble() {
        return writer.trouble();
    }

    /// Reports that wait to be written.
    public int waiting() {
        return pending.all().size();
    }

    /// Reports lost since the start, because the queue was full or the database refused them.
    public long lost() {
        return pending.dropped() + writer.refused();
    }

    /// Waits until what is queued is written, 5 s at most; what is left then is lost and logged.
    @Override
    public void close() {
        pending.close();
        stopped.countDown();
        boolean interrupted = false;
        try {
            if (!writerThread.join(closeDeadline)) {
                log.atError()
                        .addKeyValue("calls", waiting())
                        .log("call records lost: the database did not take them before the end");
                writerThread.interrupt();
            }
            if (!keeperThread.join(KEEPER_DEADLINE)) {
                keeperThread.interrupt();
            }
        } catch (InterruptedException _) {
            interrupted = true;
            writerThread.interrupt();
        }
        reader.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
