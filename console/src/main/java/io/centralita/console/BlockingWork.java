package io.centralita.console;

import io.vertx.core.Context;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Work that may block, done on virtual threads for a route on an event loop; so much at a time and
/// no more.
public final class BlockingWork {
    private final ExecutorService threads;
    private final Semaphore places;

    public BlockingWork(ExecutorService threads, int atOnce) {
        this.threads = threads;
        places = new Semaphore(atOnce);
    }

    /// Never blocks. The outcome is handed over on the given context.
    ///
    /// @return false when there is no place, or the threads are closed: nothing will happen
    public <T> boolean start(
            Context context, Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            threads.execute(
                    () -> {
                        try {
                            var result = work.call();
                            context.runOnContext(_ -> done.accept(result));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            context.runOnContext(_ -> failed.accept(e));
                        } catch (Exception e) {
                            context.runOnContext(_ -> failed.accept(e));
                        } finally {
                            places.release();
                        }
                    });
            return true;
        } catch (RejectedExecutionException _) {
            places.release();
            return false;
        }
    }
}
