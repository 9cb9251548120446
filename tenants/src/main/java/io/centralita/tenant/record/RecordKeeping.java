package io.centralita.tenant.record;

import io.centralita.tenant.database.Failure;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has to be looked after all the time, on a thread of its own: calls of processes that are
/// gone every few seconds, calls whose time is over every hour.
final class RecordKeeping implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(RecordKeeping.class);

    private static final int BEATS_TO_SWEEP = 720;

    /// The first sweep comes when the start is over.
    private static final int FIRST_SWEEP = 12;

    private final OwnerWatch watch;
    private final RetentionSweeper sweeper;
    private final CountDownLatch stopped;

    RecordKeeping(OwnerWatch watch, RetentionSweeper sweeper, CountDownLatch stopped) {
        this.watch = watch;
        this.sweeper = sweeper;
        this.stopped = stopped;
    }

    @Override
    public void run() {
        try {
            for (int beat = 1;
                    !stopped.await(OwnerWatch.BEAT.toMillis(), TimeUnit.MILLISECONDS);
                    beat++) {
                keep(beat % BEATS_TO_SWEEP == FIRST_SWEEP);
            }
        } catch (InterruptedException _) {
            log.atDebug().log("keeping of call records told to end");
        }
    }

    private void keep(boolean sweep) throws InterruptedException {
        try {
            watch.look();
            if (sweep) {
                sweeper.sweep();
            }
        } catch (RuntimeException e) { // the writer's trouble is told; this can wait
            log.atDebug().addKeyValue("error", Failure.rootOf(e)).log("call records not kept");
        }
    }
}
