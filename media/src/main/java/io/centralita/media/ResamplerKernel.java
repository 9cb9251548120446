package io.centralita.media;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The filter of a [Resampler]: one row of coefficients for each place that an output sample can
/// have between two input samples. Immutable, shared by all streams of the same two rates.
///
/// A Kaiser window of about 75 dB stopband over 64 samples of the lower rate. The transition ends
/// at half the lower rate, so that nothing folds back, and begins at 0.43 of it: at 8 kHz speech
/// passes up to 3.4 kHz, the telephone band.
final class ResamplerKernel {
    private static final int HALF_AT_LOWER_RATE = 32;
    private static final double KAISER_BETA = 7.3;
    private static final int MOST_PHASES = 640;

    /// Middle of the transition, in cycles per sample of the lower rate.
    private static final double CUTOFF = 0.4645;

    /// Bounded by the pairs of rates that [#between] lets through.
    private static final ConcurrentMap<Long, ResamplerKernel> KNOWN = new ConcurrentHashMap<>();

    private final int phases;
    private final int step;
    private final int half;
    private final float[][] rows;

    private ResamplerKernel(int phases, int step) {
        this.phases = phases;
        this.step = step;
        double stretch = Math.max(1.0, (double) step / phases);
        this.half = phases == step ? 0 : roundUpToEven(HALF_AT_LOWER_RATE * stretch);
        this.rows = new float[phases][];
        for (int phase = 0; phase < phases; phase++) {
            rows[phase] = row((double) phase / phases, half, stretch);
        }
    }

    static ResamplerKernel between(int fromHz, int toHz) {
        requireRate(fromHz);
        requireRate(toHz);
        int common = greatestCommonDivisor(fromHz, toHz);
        int phases = toHz / common;
        int step = fromHz / common;
        if (Math.max(phases, step) > MOST_PHASES) {
            throw new IllegalArgumentException(
                    "no resampling between " + fromHz + " and " + toHz + " Hz");
        }
        long key = (long) phases << 32 | step;
        return KNOWN.computeIfAbsent(key, _ -> new ResamplerKernel(phases, step));
    }

    /// Places between two input samples at which an output sample can lie.
    int phases() {
        return phases;
    }

    /// Places from one output sample to the next.
    int step() {
        return step;
    }

    /// Input samples looked at on either side.
    int half() {
        return half;
    }

    int taps() {
        return 2 * half;
    }

    /// Four sums side by side, because a processor adds floats in a chain otherwise.
    short apply(int phase, short[] in, int first) {
        float[] row = rows[phase];
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = 0, j = first; i < row.length; i += 4, j += 4) {
            a += row[i] * in[j];
            b += row[i + 1] * in[j + 1];
            c += row[i + 2] * in[j + 2];
            d += row[i + 3] * in[j + 3];
        }
        return (short) Math.clamp(Math.round(a + b + (c + d)), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /// Scaled to a sum of one, so that a constant stays the same constant at every phase.
    private static float[] row(double fraction, int half, double stretch) {
        var exact = new double[2 * half];
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            double distance = i - half + 1 - fraction;
            exact[i] = sinc(2 * CUTOFF * distance / stretch) * kaiser(distance / half);
            sum += exact[i];
        }
        var row = new float[exact.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (exact[i] / sum);
        }
        return row;
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1
                ? 0
                : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
    }

    /// The modified Bessel function of the first kind and order zero, by its power series.
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }

    private static int roundUpToEven(double value) {
        return 2 * (int) Math.ceil(value / 2);
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private static void requireRate(int hz) {
        if (hz < 8_000 || hz > 192_000) {
            throw new IllegalArgumentException("sample rate must be 8000 to 192000, not " + hz);
        }
    }
}
