package io.centralita.tenant.memory;

import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.call.scope.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the house remembers of its callers, by tenant and number. Thread-safe; no call waits for it
/// longer than [#RECALL].
public final class CallerMemories implements AutoCloseable {
    /// What a call waits for the memory of its caller.
    public static final Duration RECALL = Duration.ofMillis(300);

    private static final Logger log = LoggerFactory.getLogger(CallerMemories.class);

    /// What somebody who asks on purpose waits.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final int READERS = 2;

    private final Supplier<Jdbi> database;
    private final CallRecords records;
    private final Function<String, MemoryPolicy> policies;
    private final Time time;
    private final DatabaseWork reads;
    private final DatabaseWork changes;
    private final MemoryQueue queue;
    private volatile @Nullable Thread maker;
    private final AtomicLong unanswered = new AtomicLong();

    /// What was forgotten.
    ///
    /// @param calls of the memory
    /// @param records that are not the caller's any more
    public record Forgotten(int calls, int records) {}

    /// Makes no memories by itself: that is the queue's thread's.
    CallerMemories(
            Supplier<Jdbi> database,
            CallRecords records,
            Optional<CallSummariser> model,
            Function<String, MemoryPolicy> policies,
            Time time) {
        this.database = database;
        this.records = records;
        this.policies = policies;
        this.time = time;
        reads = new DatabaseWork("memory-reader", READERS, time);
        changes = new DatabaseWork("memory-writer", 1, time);
        var writes = new SteadyWrites(changes, database, time);
        queue =
                new MemoryQueue(
                        MemoryQueue.CAPACITY,
                        new MemoryMaker(writes, model, policies, time),
                        writes,
                        records,
                        policies,
                        time);
    }

    /// Begins with what an earlier process left undone.
    ///
    /// @param database whose tables are there; asked for its connections for each piece of work
    /// @param records from which memories are made again, and which are erased with a caller
    /// @param model makes summaries, where there is one
    /// @param policies by tenant; for any thread
    public static CallerMemories open(
            Supplier<Jdbi> database,
            CallRecords records,
            Optional<CallSummariser> model,
            Function<String, MemoryPolicy> policies,
            Time time) {
        var memories = new CallerMemories(database, records, model, policies, time);
        memories.maker = Thread.ofVirtual().name("caller-memory").start(memories.queue);
        return memories;
    }

    /// What is known of a caller, for the call that begins. Waits for [#RECALL] at most; whatever
    /// goes wrong, nothing is known.
    ///
    /// @param from as the provider names the caller
    /// @return empty for who is not known, and for who wants nothing kept
    public Optional<CallerMemory> recall(String tenant, String from) throws InterruptedException {
        var number = number(tenant, from);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        try {
            return find(tenant, number.get(), RECALL)
                    .filter(memory -> memory.calls() > 0 && !memory.keepsNothing());
        } catch (MemoryUnavailable e) {
            unanswered.incrementAndGet();
            log.atWarn()
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("error", SteadyWrites.kindOf(e))
                    .log("memory of a caller not read in time, the call goes on without it");
            return Optional.empty();
        }
    }

    /// The caller's number, where the tenant remembers callers and the caller has one.
    public Optional<CallerNumber> number(String tenant, String from) {
        var policy = policies.apply(tenant);
        return policy.remembers() ? CallerNumber.of(from, policy.region()) : Optional.empty();
    }

    /// A number as a person writes it, for the tenant.
    public Optional<CallerNumber> written(String tenant, String number) {
        return CallerNumber.of(number, policies.apply(tenant).region());
    }

    /// Takes a call that is over to be remembered. Never blocks. Of a call that still goes on
    /// nothing is remembered.
    public void ended(CallReport report) {
        if (report.endedAt() != null) {
            queue.put(report);
        }
    }

    /// All that is known of one caller, their wish that nothing be kept included.
    ///
    /// @throws MemoryUnavailable when the database does not say in 5 s
    public Optional<CallerMemory> find(String tenant, CallerNumber number)
            throws InterruptedException {
        return find(tenant, number, PATIENCE);
    }

    private Optional<CallerMemory> find(String tenant, CallerNumber number, Duration deadline)
            throws InterruptedException {
        return reads.within(
                deadline,
                () ->
                        database.get()
                                .withHandle(
                                        handle ->
                                                CallerTable.find(
                                                        handle, tenant, number, since(tenant))));
    }

    /// The tenant's callers, who called last first.
    ///
    /// @throws MemoryUnavailable when the database does not say in 5 s
    public List<CallerMemory> all(String tenant, int most) throws InterruptedException {
        return reads.within(
                PATIENCE,
                () ->
                        database.get()
                                .withHandle(
                                        handle ->
                                                CallerTable.numbers(
                                                                handle, tenant, since(tenant), most)
                                                        .stream()
                                                        .flatMap(
                                                                number ->
                                                                        CallerTable.find(
                                                                                handle,
                                                                                tenant,
                                                                                new CallerNumber(
                                                                                        number),
                                                                                since(tenant))
                                                                                .stream())
                                                        .toList()));
    }

    /// Forgets a caller and takes out of the records of their calls what is personal. Calls that
    /// began until now are not remembered, the one in which it was asked for included. Waits until
    /// it is done.
    ///
    /// @throws MemoryUnavailable when the database does not take it in 5 s; then it may be half
    ///   done, and is to be done again
    public Forgotten forget(String tenant, CallerNumber number, AfterForgetting after)
            throws InterruptedException {
        int calls =
                changes.within(
                        PATIENCE,
                        () ->
                                database.get()
                                        .withHandle(
                                                handle ->
                                                        CallerTable.forget(
                                                                handle,
                                                                tenant,
                                                                number,
                                                                after,
                                                                time.now())));
        var region = policies.apply(tenant).region();
        int erased;
        try {
            erased =
                    records.erase(
                            tenant,
                            from ->
                                    CallerNumber.of(from, region)
                                            .filter(number::equals)
                                            .isPresent());
        } catch (RuntimeException e) {
            throw new MemoryUnavailable("records of the calls are not erased", e);
        }
        log.atInfo()
                .addKeyValue("tenant", tenant)
                .addKeyValue("calls", calls)
                .addKeyValue("records", erased)
                .addKeyValue("after", after)
                .log("caller forgotten");
        return new Forgotten(calls, erased);
    }

    private Instant since(String tenant) {
        return time.now().minus(policies.apply(tenant).keep());
    }

    MemoryQueue queue() {
        return queue;
    }

    /// Calls that wait to be remembered.
    public int waiting() {
        return queue.waiting();
    }

    /// Calls that began without the memory of their caller because it was not read in time.
    public long unanswered() {
        return unanswered.get();
    }

    /// Ends at once: what is not made yet is made after the next start.
    @Override
    public void close() {
        var thread = maker;
        if (thread != null) {
            thread.interrupt();
            try {
                var _ = thread.join(CLOSING);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        reads.close();
        changes.close();
    }
}
