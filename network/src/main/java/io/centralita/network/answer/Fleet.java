package io.centralita.network.answer;

import io.centralita.network.router.Router;
import io.centralita.network.router.RouterSource;
import io.centralita.network.router.RouterUnavailable;
import io.centralita.network.router.RouterUnavailable.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads many routers at once, each on its own virtual thread, and waits no longer than allowed.
public final class Fleet implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Fleet.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final RouterSource source;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("router-read-", 0).factory());

    public Fleet(RouterSource source) {
        this.source = source;
    }

    /// One read of one router.
    @FunctionalInterface
    interface Read<T> {
        T of(RouterSource source, Router router, Duration within)
                throws RouterUnavailable, InterruptedException;
    }

    List<Router> routers() {
        return source.routers();
    }

    <T> Replies<T> read(List<Router> wanted, Duration within, Read<T> read)
            throws InterruptedException {
        var routers = wanted.isEmpty() ? source.routers() : wanted;
        var tasks =
                routers.stream()
                        .map(router -> (Callable<T>) () -> read.of(source, router, within))
                        .toList();
        // Cancels, that is interrupts, what has not answered in time.
        var futures = threads.invokeAll(tasks, within.toNanos(), TimeUnit.NANOSECONDS);
        var given = new LinkedHashMap<Router, T>();
        var missing = new LinkedHashMap<Router, Reason>();
        for (int i = 0; i < routers.size(); i++) {
            collect(routers.get(i), futures.get(i), given, missing);
        }
        return new Replies<>(given, missing);
    }

    private static <T> void collect(
            Router router, Future<T> future, Map<Router, T> given, Map<Router, Reason> missing)
            throws InterruptedException {
        try {
            given.put(router, future.get());
        } catch (CancellationException e) {
            missing.put(router, Reason.TIMED_OUT);
            log.atWarn().addKeyValue("router", router.name()).log("router did not answer in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RouterUnavailable unavailable) {
                missing.put(router, unavailable.reason());
                log.atWarn()
                        .addKeyValue("router", router.name())
                        .addKeyValue("reason", unavailable.reason())
                        .log("router did not answer");
            } else {
                missing.put(router, Reason.FAILED);
                log.atError()
                        .addKeyValue("router", router.name())
                        .setCause(e.getCause())
                        .log("read of router failed");
            }
        }
    }

    /// Interrupts what is being read and waits briefly for it to end.
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(FAREWELL.toNanos(), TimeUnit.NANOSECONDS)) {
                log.atWarn().log("a router read does not heed interruption");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
