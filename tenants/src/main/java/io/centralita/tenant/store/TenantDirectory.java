package io.centralita.tenant.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All tenants in memory, so that no call waits for a database. Looks for changes of its own and of
/// other processes every now and then; while the database does not answer, everything stays as it
/// was.
public final class TenantDirectory implements AutoCloseable {
    public static final Duration EVERY = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(TenantDirectory.class);

    private final TenantStore store;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("tenants").daemon().factory());
    private volatile TenantSnapshot snapshot = TenantSnapshot.EMPTY;
    private boolean failing;

    private TenantDirectory(TenantStore store) {
        this.store = store;
    }

    /// Blocks until all are read once.
    ///
    /// @param every how often changes are looked for
    public static TenantDirectory open(TenantStore store, Duration every) {
        var directory = new TenantDirectory(store);
        directory.refresh();
        var _ =
                directory.thread.scheduleWithFixedDelay(
                        directory::poll, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return directory;
    }

    /// Never blocks.
    public TenantSnapshot now() {
        return snapshot;
    }

    /// Works with the store on the directory's own thread, and takes in what has changed by it.
    /// Waits 10 s at most: for virtual threads, not for event loops and calls.
    ///
    /// @throws StoreUnavailable when the database fails or does not answer
    public <T> T work(StoreWork<T> work) throws VersionConflict, NumberTaken, InterruptedException {
        try {
            return thread.submit(
                            () -> {
                                var result = work.with(store);
                                refresh();
                                return result;
                            })
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case VersionConflict conflict -> throw conflict;
                case NumberTaken taken -> throw taken;
                case null, default ->
                        throw new StoreUnavailable("tenants cannot be read or written", e);
            }
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new StoreUnavailable("the database of tenants does not answer", e);
        }
    }

    /// Takes in what has changed. Blocks; what fails is the caller's.
    public void refresh() {
        refreshing.lock();
        try {
            var known = snapshot.byId();
            var versions = store.versions();
            boolean same =
                    known.size() == versions.size()
                            && known.values().stream()
                                    .allMatch(
                                            one ->
                                                    versions.getOrDefault(one.tenant().id(), 0L)
                                                            == one.version());
            if (same) {
                return;
            }
            var all = new ArrayList<StoredTenant>();
            versions.forEach(
                    (id, version) -> {
                        var old = known.get(id);
                        if (old != null && old.version() == version) {
                            all.add(old);
                        } else {
                            store.find(id).ifPresent(all::add);
                        }
                    });
            snapshot = new TenantSnapshot(all);
            log.atInfo().addKeyValue("tenants", all.size()).log("tenants taken in");
        } finally {
            refreshing.unlock();
        }
    }

    private void poll() {
        try {
            refresh();
            if (failing) {
                log.info("tenants can be read again");
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.atWarn().setCause(e).log("tenants cannot be read, they stay as they were");
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
