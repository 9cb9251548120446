package io.centralita.channel.twilio;

import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.twilio.rest.RestFailure;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks Twilio for something on a virtual thread, so that nobody waits for it. Says in log and
/// metrics what became of it. Safe from any thread.
final class RestWork implements AutoCloseable {
    /// How long what is under way may take when the channel is closed.
    private static final Duration DRAIN = Duration.ofSeconds(3);

    /// Requests under way at a time; more than these are not made.
    private static final int MOST = 200;

    private static final Logger log = LoggerFactory.getLogger(RestWork.class);

    private final Semaphore room = new Semaphore(MOST);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("twilio-rest-", 0).factory());
    private final ChannelMetrics metrics;

    RestWork(ChannelMetrics metrics) {
        this.metrics = metrics;
    }

    @FunctionalInterface
    interface Task {
        /// @return the word for what came of it
        String run() throws RestFailure, InterruptedException;
    }

    /// @param what the word for log and metrics, `hang-up` for example
    void start(String what, String callSid, Task task) {
        if (!room.tryAcquire()) {
            told(what, callSid, "too-many", false);
            return;
        }
        try {
            threads.execute(
                    () -> {
                        try {
                            run(what, callSid, task);
                        } finally {
                            room.release();
                        }
                    });
        } catch (RejectedExecutionException e) {
            room.release();
            told(what, callSid, "closed", false);
        }
    }

    private void run(String what, String callSid, Task task) {
        try {
            told(what, callSid, task.run(), true);
        } catch (RestFailure failure) {
            told(what, callSid, failure.reason().word(), false);
        } catch (InterruptedException e) {
            told(what, callSid, "interrupted", false);
        } catch (RuntimeException fault) {
            log.atError()
                    .addKeyValue("call", callSid)
                    .setCause(fault)
                    .log("fault while asking Twilio");
            metrics.event(TwilioChannel.NAME, what, "fault");
        }
    }

    private void told(String what, String callSid, String how, boolean fine) {
        metrics.event(TwilioChannel.NAME, what, how);
        var line = fine ? log.atInfo() : log.atWarn();
        line.addKeyValue("call", callSid)
                .addKeyValue("what", what)
                .addKeyValue("how", how)
                .log(fine ? "Twilio was asked" : "Twilio was asked in vain");
    }

    /// Waits a little for what is under way.
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
