package io.centralita.media.rtp;

import java.util.function.BooleanSupplier;

/// Decides when the delay changes, in beats of 20 ms: best where it is quiet, as a caller hears
/// every step. All times in ticks of 1/8000 s.
final class DelaySteering {
    private static final int TICKS_PER_MS = 8;

    /// What is too short by less is not worth a step.
    private static final int TOLERANCE_TICKS = 5 * TICKS_PER_MS;

    /// Pulls for which a step waits for a quiet moment: the longer delay 0.5 s.
    private static final int PATIENCE_LONGER = 25;

    /// The shorter one 2 s, and only where there is more to gain than a step or two: to a caller
    /// who does not pause, 20 ms of delay are better than 20 ms left out.
    private static final int PATIENCE_SHORTER = 100;

    private static final int MUCH_TOO_LONG_TICKS = 60 * TICKS_PER_MS;

    private final int longest;
    private final BooleanSupplier quiet;
    private int tooShortFor;
    private int tooLongFor;

    /// @param longest delay that is allowed, but for one beat
    /// @param quiet whether what is heard next may be moved
    DelaySteering(int longest, BooleanSupplier quiet) {
        this.longest = longest;
        this.quiet = quiet;
    }

    /// The delay was chosen anew.
    void reset() {
        tooShortFor = 0;
        tooLongFor = 0;
    }

    /// Asked at every beat.
    ///
    /// @return beats by which the delay is to change now: 1, 0, or less
    long step(long delay, int target) {
        long surplus = delay - target;
        tooLongFor = surplus >= MUCH_TOO_LONG_TICKS ? tooLongFor + 1 : 0;
        tooShortFor = surplus < -TOLERANCE_TICKS ? tooShortFor + 1 : 0;
        long beyond = delay - longest - JitterBuffer.BEAT_TICKS;
        if (beyond > 0) {
            tooLongFor = 0;
            return -Math.ceilDiv(beyond, (long) JitterBuffer.BEAT_TICKS);
        }
        if (tooLongFor > PATIENCE_SHORTER
                || (surplus >= JitterBuffer.BEAT_TICKS && quiet.getAsBoolean())) {
            tooLongFor = 0;
            return -1;
        }
        if (tooShortFor > PATIENCE_LONGER || (tooShortFor > 0 && quiet.getAsBoolean())) {
            tooShortFor = 0;
            return 1;
        }
        return 0;
    }
}
