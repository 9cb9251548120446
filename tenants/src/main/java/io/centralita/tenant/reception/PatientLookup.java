package io.centralita.tenant.reception;

import io.centralita.tenant.instructions.KnownCaller;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A lookup that is given so much time and no more: a caller rings meanwhile. Whoever cannot be
/// looked up is a caller of whom nothing is remembered.
final class PatientLookup {
    /// Lookups under way, those that were given up and do not end included; beyond it none is
    /// begun.
    static final int AT_ONCE = 64;

    private static final Logger log = LoggerFactory.getLogger(PatientLookup.class);

    private final CallerLookup lookup;
    private final Duration deadline;
    private final Semaphore places = new Semaphore(AT_ONCE);

    PatientLookup(CallerLookup lookup, Duration deadline) {
        this.lookup = lookup;
        this.deadline = deadline;
    }

    /// @param call for logs
    /// @throws InterruptedException when the caller is gone
    KnownCaller find(String call, String tenant, String caller) throws InterruptedException {
        if (!places.tryAcquire()) {
            log.atWarn().addKeyValue("call", call).log("too many lookups of callers at once");
            return KnownCaller.NOBODY;
        }
        var found = new CompletableFuture<KnownCaller>();
        var thread =
                Thread.ofVirtual()
                        .name(call + "/caller-lookup")
                        .start(() -> look(tenant, caller, found));
        try {
            return found.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            log.atWarn()
                    .addKeyValue("call", call)
                    .addKeyValue("deadlineMs", deadline.toMillis())
                    .log("caller not looked up in time, received as unknown");
            return KnownCaller.NOBODY;
        } catch (ExecutionException e) {
            log.atWarn()
                    .addKeyValue("call", call)
                    .setCause(e.getCause())
                    .log("caller cannot be looked up, received as unknown");
            return KnownCaller.NOBODY;
        } finally {
            thread.interrupt();
        }
    }

    private void look(String tenant, String caller, CompletableFuture<KnownCaller> found) {
        try {
            found.complete(lookup.find(tenant, caller));
        } catch (Throwable e) {
            found.completeExceptionally(e);
        } finally {
            places.release();
        }
    }
}
