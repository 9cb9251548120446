package io.centralita.tenant.record;

import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
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

    private final SqliteFile file;
    private final OwnerLock owner;
    private final Duration closeDeadline;
    private final PendingReports pending;
    private final Erasures erasures = new Erasures();
    private final InstantSource clock;
    private final RecordWriter writer;
    private final Thread writerThread;
    private final ThreadPoolExecutor readers;

    /// @param queue how many calls may wait for the database, at least 1
    /// @param firstRetry the pause after a failed write; doubles up to `lastRetry`
    /// @param closeDeadline how long closing waits for the queue to drain
    record Limits(int queue, Duration firstRetry, Duration lastRetry, Duration closeDeadline) {
        static final Limits USUAL =
                new Limits(1_000, Duration.ofMillis(100), Duration.ofSeconds(30), CLOSE_DEADLINE);
    }

    private SqlCallRecords(SqliteFile file, OwnerLock owner, InstantSource clock, Limits limits) {
        this.file = file;
        this.owner = owner;
        this.clock = clock;
        closeDeadline = limits.closeDeadline();
        pending = new PendingReports(limits.queue());
        writer = new RecordWriter(pending, file, clock, limits);
        writerThread = Thread.ofPlatform().name("call-records-writer").daemon().unstarted(writer);
        readers =
                new ThreadPoolExecutor(
                        READERS,
                        READERS,
                        10,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING_READS),
                        Thread.ofPlatform().name("call-records-reader-", 0).daemon().factory());
        readers.allowCoreThreadTimeOut(true);
    }

    /// Opens the database, creates or updates its tables, and closes the calls that an earlier
    /// process left open.
    ///
    /// @throws RecordsUnavailable when the database cannot be opened
    public static SqlCallRecords open(DatabaseSettings settings, InstantSource clock) {
        return open(settings, clock, Limits.USUAL);
    }

    static SqlCallRecords open(DatabaseSettings settings, InstantSource clock, Limits limits) {
        var file = SqliteFile.open(settings);
        OwnerLock owner = null;
        try {
            owner = OwnerLock.of(settings.file().toAbsolutePath());
            if (owner.owned()) {
                int interrupted = CallTable.closeInterrupted(file.jdbi());
                if (interrupted > 0) {
                    log.atWarn()
                            .addKeyValue("calls", interrupted)
                            .log("calls of an earlier process closed as interrupted");
                }
            } else {
                log.atInfo()
                        .addKeyValue("file", settings.file())
                        .log("another process owns the open calls of this database");
            }
            var records = new SqlCallRecords(file, owner, clock, limits);
            records.writerThread.start();
            return records;
        } catch (RuntimeException e) {
            if (owner != null) {
                owner.close();
            }
            file.close();
            throw e instanceof RecordsUnavailable ? e : new RecordsUnavailable("" + e, e);
        }
    }

    @Override
    public void save(CallReport report) {
        pending.put(erasures.applied(report));
    }

    @Override
    public Optional<CallReport> find(String id) {
        var waiting = pending.find(id);
        return waiting.isPresent() ? waiting : read(() -> CallTable.find(file.jdbi(), id));
    }

    @Override
    public List<CallReport> latest(int limit) {
        var found = new LinkedHashMap<String, CallReport>();
        var waiting = pending.all();
        for (var report : read(() -> CallTable.latest(file.jdbi(), limit))) {
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
        return read(() -> CallTable.costSince(file.jdbi(), tenant, since));
    }

    /// First what is saved from now on, then what waits to be written, then what is written: no
    /// report slips through between them.
    @Override
    public int erase(String tenant, Predicate<String> caller) {
        var erasure = erasures.add(tenant, caller, clock.instant());
        for (var report : pending.all()) {
            if (erasure.covers(report)) {
                pending.put(Erasures.withoutPersonal(report));
            }
        }
        return read(() -> CallTable.erase(file.jdbi(), erasure));
    }

    private <T> T read(Callable<T> query) {
        try {
            var result = readers.submit(query);
            try {
                return result.get(READ_DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
            } finally {
                result.cancel(true);
            }
        } catch (RejectedExecutionException e) {
            throw new RecordsUnavailable("too many readers of the call records, or closed", e);
        } catch (TimeoutException e) {
            throw new RecordsUnavailable("the database does not answer", e);
        } catch (ExecutionException e) {
            throw new RecordsUnavailable("call records cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecordsUnavailable("interrupted while reading call records", e);
        }
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
        readers.shutdownNow();
        file.close();
        owner.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
