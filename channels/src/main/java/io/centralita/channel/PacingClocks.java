package io.centralita.channel;

import io.centralita.call.scope.Time;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One [PacingClock] for each event loop, made when first asked for. Event loops live as long as
/// their Vert.x instance, and so do the clocks. Safe from any thread.
public final class PacingClocks {
    private final Vertx vertx;
    private final Time time;
    private final ChannelMetrics metrics;
    private final Map<Thread, PacingClock> clocks = new ConcurrentHashMap<>();

    public PacingClocks(Vertx vertx, Time time, ChannelMetrics metrics) {
        this.vertx = vertx;
        this.time = time;
        this.metrics = metrics;
    }

    /// The clock of the event loop this is called on.
    ///
    /// @throws IllegalStateException on any other thread
    public PacingClock current() {
        if (!Context.isOnEventLoopThread()) {
            throw new IllegalStateException("not on an event loop: " + Thread.currentThread());
        }
        return clocks.computeIfAbsent(
                Thread.currentThread(),
                loop ->
                        new PacingClock(
                                time,
                                (delayMs, action) -> vertx.setTimer(delayMs, id -> action.run()),
                                metrics));
    }

    public Time time() {
        return time;
    }

    /// Legs paced on all loops together; exact only while nothing comes or goes.
    public int members() {
        return clocks.values().stream().mapToInt(PacingClock::size).sum();
    }
}
