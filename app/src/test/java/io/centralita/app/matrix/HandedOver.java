package io.centralita.app.matrix;

import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Takes reports without a lock and saves them on a thread of its own. The real store has a lock
/// that its own threads take as well; a call in virtual time that waited a moment for it would lose
/// minutes.
final class HandedOver implements CallRecords, AutoCloseable {
    private final CallRecords store;
    private final ConcurrentLinkedQueue<CallReport> reports = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unsaved = new AtomicInteger();
    private final Thread writer;
    private volatile boolean closed;

    HandedOver(CallRecords store) {
        this.store = store;
        writer = Thread.ofPlatform().name("reports").start(this::write);
    }

    @Override
    public void save(CallReport report) {
        unsaved.incrementAndGet();
        reports.add(report);
        LockSupport.unpark(writer);
    }

    @Override
    public Optional<CallReport> find(String id) {
        awaitSaved();
        return store.find(id);
    }

    @Override
    public List<CallReport> latest(int limit) {
        awaitSaved();
        return store.latest(limit);
    }

    @Override
    public void close() {
        awaitSaved();
        closed = true;
        LockSupport.unpark(writer);
    }

    private void awaitSaved() {
        while (unsaved.get() > 0) {
            Thread.onSpinWait();
        }
    }

    private void write() {
        while (!closed) {
            var report = reports.poll();
            if (report == null) {
                LockSupport.park(this);
            } else {
                store.save(report);
                unsaved.decrementAndGet();
            }
        }
    }
}
