package io.centralita.media.g722;

/// The quantisers of both bands and how their step sizes adapt: the tables of ITU-T G.722 §3 and
/// §6.2. Stateless.
final class Quantisers {
    /// Decision levels of the lower band's 60-level quantiser, for a step size of 4096 (table Q6).
    private static final int[] LOW_DECISIONS = {
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940,
        1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    /// Codewords for an interval counted from 1, where the difference is not negative (table ILP)
    /// and where it is (ILN).
    private static final int[] LOW_POSITIVE = new int[31];

    private static final int[] LOW_NEGATIVE = new int[31];

    /// Quantised difference for a codeword of 6 bits, of unit step size 32768 (table QM6).
    private static final int[] LOW_6_BITS = {
        -136, -136, -136, -136, -24_808, -21_904, -19_008, -16_704,
        -14_984, -13_512, -12_280, -11_192, -10_232, -9_360, -8_576, -7_856,
        -7_192, -6_576, -6_000, -5_456, -4_944, -4_464, -4_008, -3_576,
        -3_168, -2_776, -2_400, -2_032, -1_688, -1_360, -1_040, -728,
        24_808, 21_904, 19_008, 16_704, 14_984, 13_512, 12_280, 11_192,
        10_232, 9_360, 8_576, 7_856, 7_192, 6_576, 6_000, 5_456,
        4_944, 4_464, 4_008, 3_576, 3_168, 2_776, 2_400, 2_032,
        1_688, 1_360, 1_040, 728, 432, 136, -432, -136
    };

    /// The same for the 4 leading bits, from which both ends adapt (table QM4).
    private static final int[] LOW_4_BITS = {
        0, -20_456, -12_896, -8_968, -6_288, -4_240, -2_584, -1_200,
        20_456, 12_896, 8_968, 6_288, 4_240, 2_584, 1_200, 0
    };

    /// The higher band's 2 bits (table QM2).
    private static final int[] HIGH_2_BITS = {-7_408, -1_616, 7_408, 1_616};

    /// The higher band's only decision level, likewise for a step size of 4096 (table Q2).
    private static final int HIGH_DECISION = 564;

    /// What 4 bits of the lower band add to the logarithm of its step size (table WL by RL42).
    private static final int[] LOW_LOG_STEP = {
        -60, 3_042, 1_198, 538, 334, 172, 58, -30, 3_042, 1_198, 538, 334, 172, 58, -30, -60
    };

    /// What 2 bits of the higher band add to its (table WH by RH2).
    private static final int[] HIGH_LOG_STEP = {798, -214, 798, -214};

    /// Antilogarithm, 32 steps for a factor of two: 2048 · 2^(n/32) (table ILB).
    private static final int[] ANTILOG = {
        2_048, 2_093, 2_139, 2_186, 2_233, 2_282, 2_332, 2_383, 2_435, 2_489, 2_543, 2_599, 2_656,
        2_714, 2_774, 2_834, 2_896, 2_960, 3_025, 3_091, 3_158, 3_228, 3_298, 3_371, 3_444, 3_520,
        3_597, 3_676, 3_756, 3_838, 3_922, 4_008
    };

    private static final int LOW_LOG_LARGEST = 18_432;
    private static final int HIGH_LOG_LARGEST = 22_528;

    static {
        for (int interval = 1; interval <= 30; interval++) {
            LOW_POSITIVE[interval] = 62 - interval;
            LOW_NEGATIVE[interval] = interval <= 2 ? 64 - interval : 34 - interval;
        }
    }

    private Quantisers() {}

    /// Block QUANTL: 6 bits for a difference of the lower band.
    static int quantiseLow(int difference, int step) {
        int magnitude = magnitude(difference);
        int interval = 1;
        while (interval < 30 && magnitude >= (LOW_DECISIONS[interval] * step) >> 12) {
            interval++;
        }
        return difference < 0 ? LOW_NEGATIVE[interval] : LOW_POSITIVE[interval];
    }

    /// Block QUANTH: 2 bits for a difference of the higher band.
    static int quantiseHigh(int difference, int step) {
        boolean large = magnitude(difference) >= (HIGH_DECISION * step) >> 12;
        if (difference < 0) {
            return large ? 0 : 1;
        }
        return large ? 2 : 3;
    }

    /// Block INVQBL: what a decoder hears of 6 bits.
    static int dequantiseLow(int code6, int step) {
        return (LOW_6_BITS[code6] * step) >> 15;
    }

    /// Block INVQAL: what both ends adapt by.
    static int dequantiseLowLeading(int code4, int step) {
        return (LOW_4_BITS[code4] * step) >> 15;
    }

    /// Block INVQAH.
    static int dequantiseHigh(int code2, int step) {
        return (HIGH_2_BITS[code2] * step) >> 15;
    }

    /// Block LOGSCL.
    static int adaptLowLog(int log, int code4) {
        return Math.clamp(((log * 127) >> 7) + LOW_LOG_STEP[code4], 0, LOW_LOG_LARGEST);
    }

    /// Block LOGSCH.
    static int adaptHighLog(int log, int code2) {
        return Math.clamp(((log * 127) >> 7) + HIGH_LOG_STEP[code2], 0, HIGH_LOG_LARGEST);
    }

    /// Block SCALEL: the step size for its logarithm.
    static int lowStep(int log) {
        return step(log, 8);
    }

    /// Block SCALEH.
    static int highStep(int log) {
        return step(log, 10);
    }

    private static int step(int log, int exponent) {
        int shift = exponent - (log >> 11);
        int mantissa = ANTILOG[(log >> 6) & 31];
        return (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
    }

    /// The magnitude that pairs -1 with 0.
    private static int magnitude(int difference) {
        return difference < 0 ? ~difference : difference;
    }
}
