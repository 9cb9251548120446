package io.centralita.engine.openai;

import io.centralita.call.VirtualTime;
import io.centralita.call.scope.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/// An event loop on which an hour passes as soon as a test says so. Belongs to one thread.
final class SteppedLoop implements SessionLoop, Time {
    private record Timer(long at, long number, Runnable action) {}

    private final VirtualTime time = new VirtualTime();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(
                    Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
    private long number;
    private int fired;

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public void execute(Runnable action) {
        tasks.add(action);
    }

    @Override
    public Runnable after(long delayMs, Runnable action) {
        var timer = new Timer(nanoTime() + delayMs * 1_000_000, number++, action);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Instant now() {
        return time.now();
    }

    void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    void pass(Duration by) {
        long end = nanoTime() + by.toNanos();
        run();
        for (var next = timers.peek(); next != null && next.at() <= end; next = timers.peek()) {
            timers.remove();
            time.advance(Duration.ofNanos(Math.max(0, next.at() - nanoTime())));
            fired++;
            next.action().run();
            run();
        }
        time.advance(Duration.ofNanos(end - nanoTime()));
    }

    /// Timers that fired so far.
    int fired() {
        return fired;
    }

    boolean isIdle() {
        return timers.isEmpty() && tasks.isEmpty();
    }
}
