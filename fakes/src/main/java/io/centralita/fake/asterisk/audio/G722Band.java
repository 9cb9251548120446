package io.centralita.fake.asterisk.audio;

/// Adaptive differential coding of one of the two bands (ITU-T G.722 §3 to §6).
abstract sealed class G722Band {
    private static final int[] STEPS = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774,
        2834, 2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838,
        3922, 4008
    };

    private final int scaleShift;
    private final int largestScale;
    private final int[] a = new int[3];
    private final int[] b = new int[7];
    private final int[] d = new int[7];
    private final int[] p = new int[3];
    private final int[] r = new int[3];
    private int zeros;
    private int logScale;
    int predicted;
    int step;

    private G722Band(int step, int scaleShift, int largestScale) {
        this.step = step;
        this.scaleShift = scaleShift;
        this.largestScale = largestScale;
    }

    static G722Band low() {
        return new Low();
    }

    static G722Band high() {
        return new High();
    }

    abstract int encode(int sample);

    abstract int decode(int code);

    static int saturate(int value) {
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /// Blocks LOGSC and SCALE.
    final void rescale(int weight) {
        logScale = Math.clamp(((logScale * 127) >> 7) + weight, 0, largestScale);
        int shift = scaleShift - (logScale >> 11);
        int base = STEPS[logScale >> 6 & 31];
        step = (shift < 0 ? base << -shift : base >> shift) << 2;
    }

    /// Block 4: adapts both predictors to the difference.
    final void adapt(int difference) {
        d[0] = difference;
        r[0] = saturate(predicted + difference);
        p[0] = saturate(zeros + difference);
        int second = secondPole();
        int first = firstPole(second);
        int gain = difference == 0 ? 0 : 128;
        for (int i = 6; i > 0; i--) {
            int toward = d[i] >> 15 == difference >> 15 ? gain : -gain;
            b[i] = saturate(toward + ((b[i] * 32_640) >> 15));
        }
        System.arraycopy(d, 0, d, 1, 6);
        System.arraycopy(r, 0, r, 1, 2);
        System.arraycopy(p, 0, p, 1, 2);
        a[1] = first;
        a[2] = second;
        predict();
    }

    /// Block UPPOL2.
    private int secondPole() {
        int doubled = saturate(a[1] << 2);
        int turned = p[0] >> 15 == p[1] >> 15 ? -doubled : doubled;
        int gain = p[0] >> 15 == p[2] >> 15 ? 128 : -128;
        return Math.clamp(
                gain + (Math.min(turned, Short.MAX_VALUE) >> 7) + ((a[2] * 32_512) >> 15),
                -12_288,
                12_288);
    }

    /// Block UPPOL1.
    private int firstPole(int second) {
        int gain = p[0] >> 15 == p[1] >> 15 ? 192 : -192;
        int limit = saturate(15_360 - second);
        return Math.clamp(saturate(gain + ((a[1] * 32_640) >> 15)), -limit, limit);
    }

    /// Blocks FILTEP, FILTEZ and PREDIC.
    private void predict() {
        int poles =
                saturate(
                        ((a[1] * saturate(r[1] + r[1])) >> 15)
                                + ((a[2] * saturate(r[2] + r[2])) >> 15));
        int sum = 0;
        for (int i = 6; i > 0; i--) {
            sum += (b[i] * saturate(d[i] + d[i])) >> 15;
        }
        zeros = saturate(sum);
        predicted = saturate(poles + zeros);
    }

    private static final class Low extends G722Band {
        private static final int[] LEVELS = {
            0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858,
            940, 1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
        };
        private static final int[] NEGATIVE = {
            0, 63, 62, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13,
            12, 11, 10, 9, 8, 7, 6, 5, 4
        };
        private static final int[] POSITIVE = {
            0, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41,
            40, 39, 38, 37, 36, 35, 34, 33, 32
        };
        private static final int[] INVERSE_4 = {
            0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240,
            2584, 1200, 0
        };
        private static final int[] INVERSE_6 = {
            -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192,
            -10232, -9360, -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576,
            -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728, 24808, 21904, 19008, 16704,
            14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456, 4944, 4464,
            4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
        };
        private static final int[] GROUP = {0, 7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1, 0};
        private static final int[] WEIGHTS = {-60, -30, 58, 172, 334, 538, 1198, 3042};

        Low() {
            super(32, 8, 18_432);
        }

        @Override
        int encode(int sample) {
            int error = saturate(sample - predicted);
            int size = error >= 0 ? error : -(error + 1);
            int level = 1;
            while (level < LEVELS.length && size >= (LEVELS[level] * step) >> 12) {
                level++;
            }
            int code = error < 0 ? NEGATIVE[level] : POSITIVE[level];
            follow(code >> 2);
            return code;
        }

        @Override
        int decode(int code) {
            int sample = predicted + ((step * INVERSE_6[code]) >> 15);
            follow(code >> 2);
            return sample;
        }

        private void follow(int coarse) {
            int difference = (step * INVERSE_4[coarse]) >> 15;
            rescale(WEIGHTS[GROUP[coarse]]);
            adapt(difference);
        }
    }

    private static final class High extends G722Band {
        private static final int[] INVERSE = {-7408, -1616, 7408, 1616};
        private static final int[] WEIGHTS = {798, -214, 798, -214};

        High() {
            super(8, 10, 22_528);
        }

        @Override
        int encode(int sample) {
            int error = saturate(sample - predicted);
            int size = error >= 0 ? error : -(error + 1);
            boolean large = size >= (564 * step) >> 12;
            int code = error < 0 ? (large ? 0 : 1) : (large ? 2 : 3);
            follow(code);
            return code;
        }

        @Override
        int decode(int code) {
            int sample = predicted + ((step * INVERSE[code]) >> 15);
            follow(code);
            return sample;
        }

        private void follow(int code) {
            int difference = (step * INVERSE[code]) >> 15;
            rescale(WEIGHTS[code]);
            adapt(difference);
        }
    }
}
