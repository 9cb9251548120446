package io.centralita.call.scope;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where the call takes its time from, and by which it waits: what waits for a deadline waits here,
/// so that a test's time, which passes when the test says so, holds for it too.
public interface Time {
    Time SYSTEM =
            new Time() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public Instant now() {
                    return Instant.now();
                }
            };

    /// Nanoseconds from an arbitrary origin, never going back.
    long nanoTime();

    /// The wall clock, for people.
    Instant now();

    /// What comes next in a queue, or null where nothing came for so long. For virtual threads.
    default <T> @Nullable T poll(BlockingQueue<T> queue, long nanos) throws InterruptedException {
        return queue.poll(nanos, TimeUnit.NANOSECONDS);
    }

    /// Waits for a thread to end. For virtual threads.
    ///
    /// @return false when it has not ended for so long
    default boolean join(Thread thread, Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }
}
