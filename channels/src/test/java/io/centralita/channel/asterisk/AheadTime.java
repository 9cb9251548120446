package io.centralita.channel.asterisk;

import io.centralita.call.scope.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The system's time, and ahead of it by as much as a test says: half a minute passes for whoever
/// waits by it, while sockets and audio go on by the system's. Thread-safe.
final class AheadTime implements Time {
    private final AtomicLong aheadNanos = new AtomicLong();

    void advance(Duration by) {
        aheadNanos.addAndGet(by.toNanos());
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() + aheadNanos.get();
    }

    @Override
    public Instant now() {
        return Instant.now().plusNanos(aheadNanos.get());
    }

    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, long nanos) throws InterruptedException {
        long until = nanoTime() + nanos;
        while (true) {
            boolean due = until - nanoTime() <= 0;
            var next = queue.poll(due ? 0 : 1, TimeUnit.MILLISECONDS);
            if (next != null || due) {
                return next;
            }
        }
    }

    @Override
    public boolean join(Thread thread, Duration atMost) throws InterruptedException {
        long until = nanoTime() + atMost.toNanos();
        while (!thread.join(Duration.ofMillis(1))) {
            if (until - nanoTime() <= 0) {
                return false;
            }
        }
        return true;
    }
}
