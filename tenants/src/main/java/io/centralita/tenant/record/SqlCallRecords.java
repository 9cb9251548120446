package io.centralita.tenant.record;

import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseReader;
import io.centralita.tenant.database.DatabaseUnavailable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final Duration closeDeadline;
    private final PendingReports pending;
    private final RecordWriter writer;
    private final Thread writerThread;
    private final DatabaseReader reader;

    /// @param queue how many calls may wait for the database, at least 1
    /// @param firstRetry the pause after a failed write; doubles up to `lastRetry`
    /// @param closeDeadline how long closing waits for the queue to drain
    record Limits(int queue, Duration firstRetry, Duration lastRetry, Duration closeDeadline) {
        static final Limits USUAL =
                new Limits(1_000, Duration.ofMillis(100), Duration.ofSeconds(30), CLOSE_DEADLINE);
    }

    private SqlCallRecords(Database database, InstantSource clock, Limits limits) {
        closeDeadline = limits.closeDeadline();
        pending = new PendingReports(limits.queue());
        writer = new RecordWriter(pending, database, clock, limits);
        writerThread = Thread.ofPlatform().name("call-records-writer").daemon().unstarted(writer);
        reader = new DatabaseReader(database, "call-records-reader", READERS, WAITING_READS);
    }

    /// Closes the calls that an earlier process left open, and takes reports.
    ///
    /// @param database stays the caller's to close, after this
    /// @throws DatabaseUnavailable when it cannot be read
    public static SqlCallRecords open(Database database, InstantSource clock) {
        return open(database, clock, Limits.USUAL);
    }

    static SqlCallRecords open(Database database, InstantSource clock, Limits limits) {
        try {
            if (database.exclusive()) {
                int interrupted = CallTable.closeInterrupted(database.jdbi());
                if (interrupted > 0) {
                    log.atWarn()
                            .addKeyValue("calls", interrupted)
                            .log("calls of an earlier process closed as interrupted");
                }
            } else {
                log.atInfo()
                        .addKeyValue("database", database.place())
                        .log("other processes may own the open calls of this database");
            }
        } catch (RuntimeException e) {
            throw e instanceof DatabaseUnavailable ? e : new DatabaseUnavailable("" + e, e);
        }
        var records = new SqlCallRecords(database, clock, limits);
        records.writerThread.start();
        return records;
    }

    @Override
    public void save(CallReport report) {
        pending.put(report);
    }

    @Override
    public Optional<CallReport> find(String id) {
        var waiting = pending.find(id);
        return waiting.isPresent() ? waiting : read(jdbi -> CallTable.find(jdbi, id));
    }

    @Override
    public List<CallReport> latest(int limit) {
        var found = new LinkedHashMap<String, CallReport>();
        var waiting = pending.all();
        for (var report : read(jdbi -> CallTable.latest(jdbi, limit))) {
            found.put(report.id(), report);
        }
        for (var report : waiting) {
            var written = found.get(report.id());
            if (written == null || written.endedAt() == null) {
                found.put(report.id(), report);
            }
        }
        return found.values().stream()
                .sorted(
                        Comparator.comparing(CallReport::startedAt)
                                .reversed()
                                .thenComparing(CallReport::id))
                .limit(limit)
                .toList();
    }

    /// What is still waiting to be written is not in it: there is none when a process starts.
    @Override
    public Map<String, BigDecimal> costSince(String tenant, Instant since) {
        return read(jdbi -> CallTable.costSince(jdbi, tenant, since));
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
        boolean interrupted = false;
        try {
            if (!writerThread.join(closeDeadline)) {
                log.atError()
                        .addKeyValue("calls", waiting())
                        .log("call records lost: the database did not take them before the end");
                writerThread.interrupt();
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
