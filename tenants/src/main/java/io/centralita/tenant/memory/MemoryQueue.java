package io.centralita.tenant.memory;

import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.call.scope.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls that wait to be remembered, and the one who sees to them: those that ended just now before
/// those that an earlier process, or a full queue, left behind. Once an hour it clears away what
/// has expired.
final class MemoryQueue implements Runnable {
    static final int CAPACITY = 1_000;

    /// Calls of the past that are seen to after a start, or after the queue was full.
    static final int MOST_OWED = 500;

    private static final Logger log = LoggerFactory.getLogger(MemoryQueue.class);

    private static final Duration BETWEEN_TIDYINGS = Duration.ofHours(1);

    private final BlockingQueue<CallReport> ended;
    private final AtomicLong overflows = new AtomicLong();
    private final MemoryMaker maker;
    private final SteadyWrites writes;
    private final CallRecords records;
    private final Function<String, MemoryPolicy> policies;
    private final Time time;

    /// Confined to the queue's thread, like all below.
    private final Deque<String> owed = new ArrayDeque<>();

    private long seenOverflows;
    private long nextTidying;

    MemoryQueue(
            int capacity,
            MemoryMaker maker,
            SteadyWrites writes,
            CallRecords records,
            Function<String, MemoryPolicy> policies,
            Time time) {
        ended = new ArrayBlockingQueue<>(capacity);
        this.maker = maker;
        this.writes = writes;
        this.records = records;
        this.policies = policies;
        this.time = time;
    }

    /// Never blocks. A call for which there is no room is remembered later, from its record.
    void put(CallReport report) {
        if (!ended.offer(report)) {
            overflows.incrementAndGet();
            log.atWarn()
                    .addKeyValue("call", report.id())
                    .log("queue of calls to remember is full, remembered later");
        }
    }

    int waiting() {
        return ended.size();
    }

    @Override
    public void run() {
        try {
            begin();
            while (true) {
                step(untilTidying());
            }
        } catch (InterruptedException _) {
            log.atDebug().log("no more memories are made");
        }
    }

    /// What an earlier process left undone.
    void begin() throws InterruptedException {
        tidy();
        lookBack();
    }

    /// One piece of work, waited for so long.
    void step(long nanos) throws InterruptedException {
        var report = time.poll(ended, owed.isEmpty() ? nanos : 0);
        if (report != null) {
            maker.make(report);
        } else if (!owed.isEmpty()) {
            makeOwed(owed.removeFirst());
        } else if (overflows.get() != seenOverflows) {
            lookBack();
        }
        if (untilTidying() == 0) {
            tidy();
        }
    }

    private void lookBack() throws InterruptedException {
        seenOverflows = overflows.get();
        var found =
                writes.write(handle -> PendingTable.waiting(handle, time.now(), MOST_OWED))
                        .orElse(List.of());
        owed.addAll(found);
        if (!found.isEmpty()) {
            log.atInfo().addKeyValue("calls", found.size()).log("calls to be remembered found");
        }
    }

    private void makeOwed(String id) throws InterruptedException {
        var report = read(id);
        if (report != null && report.endedAt() != null) {
            maker.make(report);
        }
    }

    private @Nullable CallReport read(String id) {
        try {
            return records.find(id).orElse(null);
        } catch (RuntimeException e) { // of another store; its calls are found again next time
            log.atWarn()
                    .addKeyValue("call", id)
                    .addKeyValue("error", e.getClass().getName())
                    .log("record of a call to be remembered cannot be read");
            return null;
        }
    }

    private long untilTidying() {
        return Math.max(0, nextTidying - time.nanoTime());
    }

    private void tidy() throws InterruptedException {
        nextTidying = time.nanoTime() + BETWEEN_TIDYINGS.toNanos();
        var now = time.now();
        var _ =
                writes.write(
                        handle -> {
                            int expired = 0;
                            for (var tenant : PendingTable.tenants(handle)) {
                                var keep = policies.apply(tenant).keep();
                                expired += PendingTable.expire(handle, tenant, now.minus(keep));
                            }
                            PendingTable.tidy(handle, now);
                            log.atDebug().addKeyValue("calls", expired).log("memories expired");
                            return true;
                        });
    }
}
