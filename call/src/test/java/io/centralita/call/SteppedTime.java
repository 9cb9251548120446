package io.centralita.call;

import io.centralita.call.scope.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Time that passes when a test says so, for threads that wait by it: what comes is there at once,
/// a deadline is there when the test has come to it. How long a thread waits counts from when it
/// last looked at the clock, so that no step is lost between its look and its wait. Thread-safe.
public final class SteppedTime implements Time {
    private final VirtualTime time = new VirtualTime();
    private final ThreadLocal<@Nullable Long> looked = new ThreadLocal<>();
    private final AtomicInteger joining = new AtomicInteger();

    @Override
    public long nanoTime() {
        long now = time.nanoTime();
        looked.set(now);
        return now;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    public void advance(Duration by) {
        time.advance(by);
    }

    /// Threads that wait for others to end.
    public int joining() {
        return joining.get();
    }

    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, long nanos) throws InterruptedException {
        var last = looked.get();
        long until = (last == null ? time.nanoTime() : last) + nanos;
        while (true) {
            boolean due = time.nanoTime() >= until;
            var next = queue.poll(due ? 0 : 1, TimeUnit.MILLISECONDS);
            if (next != null || due) {
                return next;
            }
        }
    }

    @Override
    public boolean join(Thread thread, Duration atMost) throws InterruptedException {
        long until = time.nanoTime() + atMost.toNanos();
        joining.incrementAndGet();
        try {
            while (!thread.join(Duration.ofMillis(1))) {
                if (time.nanoTime() >= until) {
                    return false;
                }
            }
            return true;
        } finally {
            joining.decrementAndGet();
        }
    }
}
