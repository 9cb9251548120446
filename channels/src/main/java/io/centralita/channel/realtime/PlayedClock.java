package io.centralita.channel.realtime;

import java.util.ArrayDeque;

/// What the peer has played, as far as can be known: it plays what it gets, at once and in real
/// time. The peer itself says better, where it truncates an item. Confined to the event loop.
final class PlayedClock {
    private static final long FRAME_NANOS = 20_000_000;

    /// A stretch of frames that are played without a gap.
    private static final class Run {
        private final long first;
        private final long fromNanos;
        private final long eachNanos;
        private long count;

        Run(long first, long fromNanos, long eachNanos) {
            this.first = first;
            this.fromNanos = fromNanos;
            this.eachNanos = eachNanos;
        }

        long endNanos() {
            return fromNanos + count * eachNanos;
        }
    }

    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private long endNanos;
    private long reported;

    /// A frame was sent.
    ///
    /// @param aloud false for one that the peer never gets: it counts as played at once
    void sent(long sequence, boolean aloud, long nowNanos) {
        long from = runs.isEmpty() ? nowNanos : Math.max(nowNanos, endNanos);
        long each = aloud ? FRAME_NANOS : 0;
        var last = runs.peekLast();
        boolean goesOn =
                last != null
                        && last.eachNanos == each
                        && last.endNanos() == from
                        && last.first + last.count == sequence;
        if (last == null || !goesOn) {
            last = new Run(sequence, from, each);
            runs.add(last);
        }
        last.count++;
        endNanos = last.endNanos();
    }

    /// The last frame that has been played by now, 0 where there is nothing new.
    long played(long nowNanos) {
        long latest = 0;
        while (!runs.isEmpty()) {
            var run = runs.peek();
            long frames =
                    run.eachNanos == 0
                            ? (nowNanos >= run.fromNanos ? run.count : 0)
                            : Math.clamp((nowNanos - run.fromNanos) / run.eachNanos, 0, run.count);
            if (frames > 0) {
                latest = run.first + frames - 1;
            }
            if (frames < run.count) {
                break;
            }
            runs.poll();
        }
        if (latest <= reported) {
            return 0;
        }
        reported = latest;
        return latest;
    }

    /// Audio sent and not played yet, in nanoseconds.
    long ahead(long nowNanos) {
        return runs.isEmpty() ? 0 : Math.max(0, endNanos - nowNanos);
    }

    /// What was sent is not played any more.
    void clear() {
        runs.clear();
    }
}
