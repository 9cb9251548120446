package io.centralita.channel.webrtc.peer.onvoid;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads that go into the library. Platform threads: a virtual one that waits in there would
/// keep its carrier.
final class Workshop {
    private static final Logger log = LoggerFactory.getLogger(Workshop.class);
    private static final int WORKERS = 4;

    private final ExecutorService work;
    private final ExecutorService voice;
    private final ScheduledExecutorService text;

    Workshop() {
        work = Executors.newFixedThreadPool(WORKERS, named("webrtc-work-", 1));
        voice = Executors.newSingleThreadExecutor(named("webrtc-voice", -1));
        text = Executors.newSingleThreadScheduledExecutor(named("webrtc-text", -1));
    }

    private static ThreadFactory named(String name, int first) {
        var builder = Thread.ofPlatform().daemon().uncaughtExceptionHandler(Workshop::uncaught);
        return (first < 0 ? builder.name(name) : builder.name(name, first)).factory();
    }

    private static void uncaught(Thread thread, Throwable fault) {
        log.atError().setCause(fault).addKeyValue("thread", thread.getName()).log("webrtc: fault");
    }

    /// Runs something that goes into the library and waits for it. Where the caller is interrupted,
    /// it is done all the same.
    <T> T work(Callable<T> what) throws Exception {
        Future<T> done;
        try {
            done = work.submit(what);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("closed", e);
        }
        try {
            return done.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception exception -> throw exception;
                case Error error -> throw new NativeFault(error);
                case null, default -> throw e;
            }
        }
    }

    /// Runs something that goes into the library, without waiting. Not done after [#close].
    void later(Runnable what) {
        try {
            work.execute(what);
        } catch (RejectedExecutionException e) {
            log.atDebug().setCause(e).log("webrtc: too late");
        }
    }

    /// The one that pushes audio (rule 5).
    ExecutorService voice() {
        return voice;
    }

    /// The one that sends texts, and the timers.
    ScheduledExecutorService text() {
        return text;
    }

    void close() {
        work.shutdown();
        voice.shutdown();
        text.shutdownNow();
        try {
            if (!work.awaitTermination(10, TimeUnit.SECONDS)) {
                log.atWarn().log("webrtc: a thread does not come back from the library");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
