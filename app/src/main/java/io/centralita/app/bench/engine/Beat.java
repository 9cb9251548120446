package io.centralita.app.bench.engine;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Serves everybody once in 20 ms, in twenty slots of a millisecond, so that callers do not all
/// speak at one moment. A slot that comes late is served all the same, with the time it was due.
/// Confined to the event loop.
final class Beat {
    static final long PERIOD_NANOS = 20_000_000;
    private static final int SLOTS = 20;
    private static final long SLOT_NANOS = PERIOD_NANOS / SLOTS;

    /// Served at every beat.
    interface Member {
        /// @param dueNanos by [System#nanoTime()]
        void beat(long dueNanos);
    }

    private final List<List<Member>> slots = new ArrayList<>();
    private final EventLoop loop;
    private long dueNanos = System.nanoTime();
    private int slot;

    Beat(EventLoop loop) {
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
        this.loop = loop;
        var _ = loop.submit(this::serve);
    }

    /// @param number the members' own count, which spreads them over the slots
    void add(int number, Member member) {
        slots.get(number % SLOTS).add(member);
    }

    void remove(int number, Member member) {
        slots.get(number % SLOTS).remove(member);
    }

    private void serve() {
        for (long now = System.nanoTime(); dueNanos <= now; now = System.nanoTime()) {
            // By number, since a member may leave while it is served.
            var members = slots.get(slot);
            for (int i = members.size() - 1; i >= 0; i--) {
                members.get(i).beat(dueNanos);
            }
            slot = (slot + 1) % SLOTS;
            dueNanos += SLOT_NANOS;
        }
        var _ = loop.schedule(this::serve, dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
}
