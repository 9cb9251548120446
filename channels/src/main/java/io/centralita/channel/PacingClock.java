package io.centralita.channel;

import io.centralita.call.scope.Time;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A 20 ms beat on one event loop.
///
/// Beats lie on a fixed grid; each timer is set to the next grid point, so that lateness never adds
/// up. A beat that comes more than a period late is followed by the next grid point in the future:
/// members reckon by time, not by counting beats. The timer runs only while there are members.
/// Confined to its event loop.
public final class PacingClock {
    public static final long PERIOD_NANOS = 20_000_000;

    private static final Logger log = LoggerFactory.getLogger(PacingClock.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Time time;
    private final Timers timers;
    private final ChannelMetrics metrics;
    private final long phaseNanos;
    private final ArrayList<@Nullable Member> members = new ArrayList<>();
    private int present;
    private long dueNanos;
    private boolean scheduled;

    public PacingClock(Time time, Timers timers, ChannelMetrics metrics) {
        this(time, timers, metrics, 0);
    }

    /// @param phaseNanos where the grid lies: beats are due at this time and whole periods from it
    PacingClock(Time time, Timers timers, ChannelMetrics metrics, long phaseNanos) {
        this.time = time;
        this.timers = timers;
        this.metrics = metrics;
        this.phaseNanos = phaseNanos;
    }

    /// Served at every beat from the next one on.
    public void add(Member member) {
        members.add(member);
        present++;
        if (!scheduled) {
            long nowNanos = time.nanoTime();
            dueNanos = nowNanos + PERIOD_NANOS - Math.floorMod(nowNanos - phaseNanos, PERIOD_NANOS);
            schedule();
        }
    }

    /// Not served any more, not even in the beat under way. Without effect for a stranger.
    public void remove(Member member) {
        int index = members.indexOf(member);
        if (index >= 0) {
            members.set(index, null);
            present--;
        }
    }

    /// Members served by the next beat.
    public int size() {
        return present;
    }

    private void schedule() {
        scheduled = true;
        timers.after(
                Math.max(1, Math.ceilDiv(dueNanos - time.nanoTime(), NANOS_PER_MILLI)), this::beat);
    }

    private void beat() {
        scheduled = false;
        long nowNanos = time.nanoTime();
        members.removeIf(member -> member == null);
        if (members.isEmpty()) {
            return;
        }
        long latenessNanos = Math.max(0, nowNanos - dueNanos);
        int skipped = (int) Math.min(latenessNanos / PERIOD_NANOS, Integer.MAX_VALUE);
        metrics.paced(latenessNanos, present, skipped);
        int served = members.size();
        for (int i = 0; i < served; i++) {
            serve(members.get(i), nowNanos);
        }
        if (present > 0) {
            long behindNanos = Math.max(0, time.nanoTime() - dueNanos);
            dueNanos += (behindNanos / PERIOD_NANOS + 1) * PERIOD_NANOS;
            schedule();
        }
    }

    private void serve(@Nullable Member member, long nowNanos) {
        if (member == null) {
            return;
        }
        try {
            member.tick(nowNanos);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("member of the pacing clock failed and was removed");
            remove(member);
        }
    }

    /// Something served at every beat.
    public interface Member {
        void tick(long nowNanos);
    }

    /// Runs an action once on the clock's event loop, at the earliest after the given delay.
    public interface Timers {
        void after(long delayMs, Runnable action);
    }
}
