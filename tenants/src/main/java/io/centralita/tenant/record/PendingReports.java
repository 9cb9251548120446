package io.centralita.tenant.record;

import io.centralita.call.record.CallReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports that wait to be written: at most one per call, the latest, in the order in which their
/// calls came. Safe for any number of threads; only the writer takes.
final class PendingReports {
    private static final Logger log = LoggerFactory.getLogger(PendingReports.class);

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /// Guarded by `lock`.
    private final Map<String, CallReport> reports = new LinkedHashMap<>();

    private boolean closed;
    private long dropped;

    PendingReports(int capacity) {
        this.capacity = capacity;
    }

    /// Never waits for more than the lock. When full, the oldest report of a call that still goes
    /// on is dropped, because another will follow it; where there is none, the oldest of all. The
    /// end of a call is never replaced by an earlier state of it.
    void put(CallReport report) {
        CallReport victim = null;
        lock.lock();
        try {
            var waiting = reports.get(report.id());
            if (closed) {
                victim = report;
            } else if (waiting == null) {
                victim = reports.size() < capacity ? null : makeRoomFor(report);
                if (!report.equals(victim)) {
                    reports.put(report.id(), report);
                    changed.signalAll();
                }
            } else if (waiting.endedAt() == null || report.endedAt() != null) {
                reports.put(report.id(), report);
            }
            dropped += victim == null ? 0 : 1;
        } finally {
            lock.unlock();
        }
        if (victim != null) {
            log.atError()
                    .addKeyValue("droppedCall", victim.id())
                    .addKeyValue("ended", victim.endedAt() != null)
                    .log("call record lost: the queue to the database is full or closed");
        }
    }

    private CallReport makeRoomFor(CallReport newcomer) {
        for (var waiting : reports.values()) {
            if (waiting.endedAt() == null) {
                reports.remove(waiting.id());
                return waiting;
            }
        }
        if (newcomer.endedAt() == null) {
            return newcomer;
        }
        var oldest = reports.values().iterator().next();
        reports.remove(oldest.id());
        return oldest;
    }

    /// Waits for reports and returns the oldest, which stay until [#written]. None when there were
    /// none for so long; empty when closed and drained.
    Optional<List<CallReport>> next(int most, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long rest = nanos;
            while (reports.isEmpty() && rest > 0) {
                if (closed) {
                    return Optional.empty();
                }
                rest = changed.awaitNanos(rest);
            }
            return Optional.of(reports.values().stream().limit(most).toList());
        } finally {
            lock.unlock();
        }
    }

    /// Removes a report that was written, unless a later one of the same call has replaced it.
    void written(CallReport report) {
        lock.lock();
        try {
            if (report.equals(reports.get(report.id()))) {
                reports.remove(report.id());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it is time to try again, or until closing changes what is worth waiting for.
    void pause(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean closedBefore = closed;
            long rest = nanos;
            while (rest > 0 && closed == closedBefore) {
                rest = changed.awaitNanos(rest);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes nothing more.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Optional<CallReport> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(reports.get(id));
        } finally {
            lock.unlock();
        }
    }

    List<CallReport> all() {
        lock.lock();
        try {
            return List.copyOf(reports.values());
        } finally {
            lock.unlock();
        }
    }

    /// Reports lost because the queue was full or closed.
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
