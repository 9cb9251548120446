package io.centralita.channel;

import io.centralita.call.scope.Time;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/// The [PacingClock]s of all event loops, made when first asked for: four for each loop, 5 ms
/// apart, so that its legs do not all send at one moment and make whatever else the loop has to do
/// wait. Event loops live as long as their Vert.x instance, and so do the clocks. Safe from any
/// thread.
public final class PacingClocks {
    private static final int CLOCKS = 4;

    private final Vertx vertx;
    private final Time time;
    private final ChannelMetrics metrics;
    private final Map<Thread, List<PacingClock>> clocks = new ConcurrentHashMap<>();

    public PacingClocks(Vertx vertx, Time time, ChannelMetrics metrics) {
        this.vertx = vertx;
        this.time = time;
        this.metrics = metrics;
    }

    /// The clock of the event loop this is called on that has the fewest members.
    ///
    /// @throws IllegalStateException on any other thread
    public PacingClock current() {
        if (!Context.isOnEventLoopThread()) {
            throw new IllegalStateException("not on an event loop: " + Thread.currentThread());
        }
        var ofLoop = clocks.computeIfAbsent(Thread.currentThread(), loop -> newClocks());
        return Collections.min(ofLoop, Comparator.comparingInt(PacingClock::size));
    }

    private List<PacingClock> newClocks() {
        return LongStream.range(0, CLOCKS)
                .map(number -> number * PacingClock.PERIOD_NANOS / CLOCKS)
                .mapToObj(
                        phase ->
                                new PacingClock(
                                        time,
                                        (delayMs, action) ->
                                                vertx.setTimer(delayMs, id -> action.run()),
                                        metrics,
                                        phase))
                .toList();
    }

    public Time time() {
        return time;
    }

    /// Legs paced on all loops together; exact only while nothing comes or goes.
    public int members() {
        return clocks.values().stream().flatMap(List::stream).mapToInt(PacingClock::size).sum();
    }
}
