package io.centralita.app.live;

/// How loud a recording is, 20 ms by 20 ms, to find out by how much one lags behind another, and
/// where in it something is said.
final class Envelope {
    private static final int FRAME = 160;

    private Envelope() {}

    /// Where something is heard in a recording.
    ///
    /// @param alike 1 for the very same, 0 for something else
    record Place(long ms, double alike) {}

    /// The place that is most like it.
    static Place find(short[] part, short[] whole) {
        var wanted = of(part);
        var all = of(whole);
        var best = new Place(0, 0);
        for (int at = 0; at + wanted.length <= all.length; at++) {
            double alike = correlation(wanted, all, at);
            if (alike > best.alike()) {
                best = new Place(at * 20L, alike);
            }
        }
        return best;
    }

    /// Pearson's.
    private static double correlation(double[] part, double[] whole, int at) {
        double one = 0;
        double other = 0;
        for (int i = 0; i < part.length; i++) {
            one += part[i] / part.length;
            other += whole[at + i] / part.length;
        }
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < part.length; i++) {
            double a = part[i] - one;
            double b = whole[at + i] - other;
            product += a * b;
            ones += a * a;
            others += b * b;
        }
        return product / Math.sqrt(Math.max(1e-9, ones * others));
    }

    /// When it is loud for the first time.
    static long firstSoundMs(short[] samples) {
        var envelope = of(samples);
        int first = 0;
        while (first < envelope.length && envelope[first] < 1) {
            first++;
        }
        return first * 20L;
    }

    /// @param most milliseconds of lag to look for, either way
    /// @return by how many milliseconds `late` is later than `early`, where the two are most alike
    static long lagMs(short[] early, short[] late, int most) {
        var one = of(early);
        var other = of(late);
        long best = 0;
        double alike = -1;
        for (int lag = -most / 20; lag <= most / 20; lag++) {
            double sum = 0;
            for (int i = 0; i < one.length; i++) {
                int j = i + lag;
                if (j >= 0 && j < other.length) {
                    sum += one[i] * other[j];
                }
            }
            if (sum > alike) {
                alike = sum;
                best = lag * 20L;
            }
        }
        return best;
    }

    /// How alike they are at their best, 0 to 1.
    static double likeness(short[] early, short[] late, int most) {
        int lag = (int) (lagMs(early, late, most) / 20);
        var one = of(early);
        var other = of(late);
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            int j = i + lag;
            if (j >= 0 && j < other.length) {
                product += one[i] * other[j];
                ones += one[i] * one[i];
                others += other[j] * other[j];
            }
        }
        return product / Math.sqrt(Math.max(1e-9, ones * others));
    }

    private static double[] of(short[] samples) {
        var envelope = new double[samples.length / FRAME];
        for (int i = 0; i < envelope.length; i++) {
            double sum = 0;
            for (int k = 0; k < FRAME; k++) {
                sum += Math.abs((double) samples[i * FRAME + k]);
            }
            envelope[i] = Math.log1p(sum / FRAME / 50);
        }
        return envelope;
    }
}
