package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.pbx.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Time that passes when the test says so.
public final class VirtualTimeline implements Timeline {
    private static final Instant START = Instant.parse("2026-11-20T23:00:00Z");

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(
                    Comparator.comparingLong(Entry::due).thenComparingLong(Entry::order));
    private long now;
    private long order;

    private static final class Entry implements Appointment {
        private final long due;
        private final long order;
        private final Runnable action;
        private boolean cancelled;

        Entry(long due, long order, Runnable action) {
            this.due = due;
            this.order = order;
            this.action = action;
        }

        long due() {
            return due;
        }

        long order() {
            return order;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant now() {
        return START.plusNanos(now);
    }

    @Override
    public Appointment after(Duration delay, Runnable action) {
        var entry = new Entry(now + delay.toNanos(), order++, action);
        entries.add(entry);
        return entry;
    }

    /// Lets so much time pass, with everything that is due in it.
    public void advance(Duration time) {
        advanceTo(now + time.toNanos());
    }

    public void advanceMs(long ms) {
        advance(Duration.ofMillis(ms));
    }

    public void advanceTo(long nanos) {
        while (!entries.isEmpty() && entries.peek().due() <= nanos) {
            var entry = entries.remove();
            now = Math.max(now, entry.due());
            if (!entry.cancelled) {
                entry.action.run();
            }
        }
        now = Math.max(now, nanos);
    }
}
