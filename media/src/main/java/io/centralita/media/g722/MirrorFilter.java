package io.centralita.media.g722;

/// The quadrature mirror filter that splits 16 kHz into two bands of 8 kHz and joins them again: 24
/// symmetrical taps (ITU-T G.722, table of the QMF's coefficients, of which the even ones are given
/// here; the odd ones are the same backwards).
final class MirrorFilter {
    static final int TAPS = 24;
    private static final int HALF = TAPS / 2;
    private static final int[] EVEN_TAPS = {
        3, -11, 12, 32, -210, 951, 3_876, -805, 362, -156, 53, -11
    };

    /// A ring, doubled so that the last 24 values are always in one piece.
    private final int[] line = new int[2 * TAPS];

    private int at;
    private int even;
    private int odd;

    /// Takes the next two values and filters the last 24.
    void push(int first, int second) {
        line[at] = first;
        line[at + TAPS] = first;
        line[at + 1] = second;
        line[at + 1 + TAPS] = second;
        at = (at + 2) % TAPS;
        int sumEven = 0;
        int sumOdd = 0;
        for (int i = 0; i < HALF; i++) {
            sumEven += line[at + 2 * i] * EVEN_TAPS[i];
            sumOdd += line[at + 2 * i + 1] * EVEN_TAPS[HALF - 1 - i];
        }
        even = sumEven;
        odd = sumOdd;
    }

    /// The sum over the older value of each pair, 13 bits of fraction.
    int even() {
        return even;
    }

    /// The sum over the newer value of each pair, likewise.
    int odd() {
        return odd;
    }
}
