package io.centralita.media.rtp;

/// How long audio has to wait so that nearly all packets come in time: measured from how much later
/// than the quickest ones packets come. All times in ticks of 1/8000 s.
final class DelayEstimate {
    private static final int TICKS_PER_MS = 8;

    /// Width of a class of the distribution: 5 ms.
    private static final int CLASS_TICKS = 5 * TICKS_PER_MS;

    /// What is later than 300 ms counts as 300 ms.
    private static final int CLASSES = 61;

    /// Packets of which one may be late.
    private static final double LATE = 0.01;

    /// How much of the distribution each packet leaves as it is, once there have been many: a
    /// memory of 10 s of 20 ms packets.
    private static final double KEPT = 0.998;

    /// The quickest packets are those of the last 5 to 10 s, so that clocks may drift.
    private static final long WINDOW_TICKS = 5_000 * TICKS_PER_MS;

    private final int shortest;
    private final int longest;
    private final double[] shares = new double[CLASSES];
    private int packets;
    private long quickest = Long.MAX_VALUE;
    private long formerQuickest = Long.MAX_VALUE;
    private long windowEnd = Long.MIN_VALUE;
    private int target;

    /// @param first what is believed before anything was measured
    DelayEstimate(int shortest, int longest, int first) {
        this.shortest = shortest;
        this.longest = longest;
        shares[Math.min(first / CLASS_TICKS, CLASSES - 1)] = 1;
        target = Math.clamp(first, shortest, longest);
    }

    boolean knowsTransit() {
        return packets > 0;
    }

    /// Of the quickest packets: arrival minus place in media time. Only its changes mean anything.
    long transit() {
        return Math.min(quickest, formerQuickest);
    }

    /// Forgets how quick packets were: they are on another footing from here on.
    void restart() {
        quickest = Long.MAX_VALUE;
        formerQuickest = Long.MAX_VALUE;
    }

    /// Takes a packet's transit in.
    void observe(long transit, long nowTicks) {
        if (nowTicks >= windowEnd) {
            windowEnd = nowTicks + WINDOW_TICKS;
            formerQuickest = quickest;
            quickest = Long.MAX_VALUE;
        }
        quickest = Math.min(quickest, transit);
        add(transit - transit());
    }

    /// How long the quickest packets should wait.
    int target() {
        return target;
    }

    private void add(long later) {
        double kept = Math.min(KEPT, 1 - 1.0 / (packets + 2));
        packets = Math.min(packets + 1, Integer.MAX_VALUE - 2);
        int place = (int) Math.min(Math.ceilDiv(later, CLASS_TICKS), CLASSES - 1);
        for (int i = 0; i < CLASSES; i++) {
            shares[i] *= kept;
        }
        shares[place] += 1 - kept;
        double above = 0;
        int needed = CLASSES - 1;
        while (needed > 0 && above + shares[needed] < LATE) {
            above += shares[needed];
            needed--;
        }
        target = Math.clamp((long) needed * CLASS_TICKS, shortest, longest);
    }
}
