package io.centralita.app.matrix;

import io.centralita.call.scope.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Time, an event loop and threads that stand still until a test lets time pass. Whatever can
/// happen at one moment has happened before the next begins, always in the same order.
///
/// [#pass] belongs to the test's thread; everything else to threads of this world.
public final class World implements Time, AutoCloseable {
    private static final Instant BEGINNING = Instant.parse("2026-11-20T10:00:00Z");
    private static final long NEVER = Long.MAX_VALUE;

    /// Far more than ever happens at one moment: what goes on for longer goes round in circles.
    private static final int LONGEST_MOMENT = 100_000;

    private static final int MOST_IN_VAIN = 1_000;

    private record Timer(long at, long number, Runnable action) {}

    private record Waiter(Thread thread, BooleanSupplier ready, long until) {}

    private final Carrier carrier = new Carrier();
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(
                    Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
    private final List<Waiter> waiters = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();
    private final Thread loop;
    private long now;
    private long vainAt = -1;
    private int vain;
    private long timersSet;

    World() {
        loop = carrier.start("loop", this::loop);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant now() {
        return BEGINNING.plusNanos(now);
    }

    /// Milliseconds since the beginning.
    long ms() {
        return now / 1_000_000;
    }

    public boolean isOnLoop() {
        return Thread.currentThread() == loop;
    }

    /// Runs it on the event loop, in order.
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /// Runs it on the event loop, once.
    ///
    /// @return takes it back
    public Runnable after(long delayMs, Runnable action) {
        var timer = new Timer(now + delayMs * 1_000_000, timersSet++, action);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, long nanos) throws InterruptedException {
        await(() -> !queue.isEmpty(), nanos);
        var next = queue.poll();
        if (next == null && nanos <= 0) {
            inVain(Thread.currentThread());
        }
        return next;
    }

    /// A thread that waits for what is over already, again and again, would use up a processor.
    private void inVain(Thread thread) {
        vain = now == vainAt ? vain + 1 : 1;
        vainAt = now;
        if (vain > MOST_IN_VAIN) {
            var fault = new IllegalStateException(thread.getName() + " goes round in circles");
            faults.add(fault);
            throw fault;
        }
    }

    @Override
    public boolean join(Thread thread, Duration atMost) throws InterruptedException {
        return await(() -> !thread.isAlive(), atMost.toNanos());
    }

    public void sleep(Duration time) throws InterruptedException {
        await(() -> false, time.toNanos());
    }

    /// Waits as long as it takes, or until interrupted.
    public void await(BooleanSupplier ready) throws InterruptedException {
        await(ready, NEVER);
    }

    private boolean await(BooleanSupplier ready, long nanos) throws InterruptedException {
        var until = nanos >= NEVER - now ? NEVER : now + nanos;
        var waiter = new Waiter(Thread.currentThread(), ready, until);
        waiters.add(waiter);
        try {
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (ready.getAsBoolean()) {
                    return true;
                }
                if (now >= until) {
                    return false;
                }
                LockSupport.park(this);
            }
        } finally {
            waiters.remove(waiter);
        }
    }

    /// Lets so much time pass, and everything happen that happens in it.
    void pass(Duration by) {
        var end = now + by.toNanos();
        settle();
        for (var next = next(); next <= end; next = next()) {
            now = Math.max(now, next);
            for (var due = timers.peek(); due != null && due.at() <= now; due = timers.peek()) {
                timers.remove();
                tasks.add(due.action());
            }
            settle();
        }
        now = end;
    }

    private long next() {
        var next = timers.isEmpty() ? NEVER : timers.peek().at();
        for (var waiter : waiters) {
            next = Math.min(next, waiter.until());
        }
        return next;
    }

    private void settle() {
        for (int rounds = 0; rounds < LONGEST_MOMENT; rounds++) {
            carrier.run();
            var ready =
                    waiters.stream()
                            .filter(one -> now >= one.until() || one.ready().getAsBoolean())
                            .toList();
            if (ready.isEmpty()) {
                return;
            }
            ready.forEach(one -> LockSupport.unpark(one.thread()));
        }
        throw new IllegalStateException("something goes round in circles at " + ms() + " ms");
    }

    private void loop() {
        try {
            while (true) {
                var task = tasks.take();
                try {
                    task.run();
                } catch (RuntimeException | Error e) { // told by the verdict
                    faults.add(e);
                }
            }
        } catch (InterruptedException _) {
            // the world is over
        }
    }

    /// What was thrown on the event loop, and by threads that went round in circles.
    List<Throwable> faults() {
        return List.copyOf(faults);
    }

    /// Threads that wait for something, the event loop not counted.
    int waiting() {
        return waiters.size();
    }

    /// Ends the event loop, and what waits here.
    @Override
    public void close() {
        loop.interrupt();
        waiters.forEach(one -> one.thread().interrupt());
        carrier.run();
    }
}
