package io.centralita.channel.webrtc.peer.onvoid;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How long a connection may be without the other side. From any thread.
final class Patience {
    private final ScheduledExecutorService timers;
    private final Duration atMost;
    private final Runnable over;
    private final AtomicReference<@Nullable Future<?>> running = new AtomicReference<>();

    Patience(ScheduledExecutorService timers, Duration atMost, Runnable over) {
        this.timers = timers;
        this.atMost = atMost;
        this.over = over;
    }

    /// The other side is away, from now on or still.
    void begin() {
        if (running.get() != null) {
            return;
        }
        try {
            var timer = timers.schedule(over, atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (!running.compareAndSet(null, timer)) {
                timer.cancel(false);
            }
        } catch (RejectedExecutionException _) {
            // all is being closed
        }
    }

    /// It is there, or nobody waits for it any more.
    void end() {
        var timer = running.getAndSet(null);
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
