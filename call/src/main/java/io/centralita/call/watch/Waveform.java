package io.centralita.call.watch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/// How loud both sides of a call were in the last minutes, and what the caller is about to hear, by
/// steps of 50 ms. Thread-safe.
public final class Waveform {
    public static final Duration STEP = Duration.ofMillis(50);

    /// Almost seven minutes, more than any leg takes ahead of the ear.
    private static final int STEPS = 8_192;

    private final Side caller = new Side();
    private final Side heard = new Side();

    public Side caller() {
        return caller;
    }

    public Side heard() {
        return heard;
    }

    /// One side of it. Written by one thread at a time, read by any.
    public static final class Side {
        /// Step number and level of each.
        private final AtomicLongArray cells = new AtomicLongArray(STEPS);

        void add(long at, int level) {
            long step = at / STEP.toNanos();
            int cell = cell(step);
            long there = cells.get(cell);
            if (stepOf(there) != step || levelOf(there) < level) {
                cells.set(cell, (step << 8) | level);
            }
        }

        void clear(long from) {
            long first = from / STEP.toNanos() + 1;
            for (int cell = 0; cell < STEPS; cell++) {
                if (stepOf(cells.get(cell)) >= first) {
                    cells.set(cell, 0);
                }
            }
        }

        /// @param at a moment by the clock of the call
        /// @return the level of its step, 0 to 100; 0 where nothing is known
        public int at(long at) {
            long step = at / STEP.toNanos();
            long there = cells.get(cell(step));
            return stepOf(there) == step ? levelOf(there) : 0;
        }

        private static int cell(long step) {
            return (int) Math.floorMod(step, (long) STEPS);
        }

        private static long stepOf(long cell) {
            return cell >> 8;
        }

        private static int levelOf(long cell) {
            return (int) (cell & 0xFF);
        }
    }
}
