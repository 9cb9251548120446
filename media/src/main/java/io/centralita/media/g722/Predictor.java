package io.centralita.media.g722;

/// The adaptive predictor of one band, the same at both ends: two poles and six zeros (ITU-T G.722
/// §3.6 and §6.2.1.2, blocks PARREC, RECONS, UPPOL1, UPPOL2, UPZERO, FILTEP, FILTEZ and PREDIC).
/// Values are 16 bit with saturation, coefficients in units of 2⁻¹⁴ for poles and zeros.
final class Predictor {
    private static final int ZEROS = 6;
    private static final int SECOND_POLE_LARGEST = 12_288;
    private static final int POLES_LARGEST = 15_360;

    private final int[] zeros = new int[ZEROS];

    /// Quantised differences, the newest first.
    private final int[] differences = new int[ZEROS];

    private int pole1;
    private int pole2;

    /// Reconstructed values, the newest first.
    private int reconstructed1;

    private int reconstructed2;

    /// Partially reconstructed values (difference and zeros, no poles), the newest first.
    private int partial1;

    private int partial2;

    private int byZeros;
    private int prediction;

    /// What the next value is expected to be.
    int prediction() {
        return prediction;
    }

    /// Takes in how far the value was off, quantised, and predicts the next one.
    void adapt(int difference) {
        int partial = saturate(byZeros + difference);
        int reconstructed = saturate(prediction + difference);
        adaptPoles(partial);
        adaptZeros(difference);

        System.arraycopy(differences, 0, differences, 1, ZEROS - 1);
        differences[0] = difference;
        partial2 = partial1;
        partial1 = partial;
        reconstructed2 = reconstructed1;
        reconstructed1 = reconstructed;
        predict();
    }

    private void adaptPoles(int partial) {
        boolean like1 = partial < 0 == partial1 < 0;
        boolean like2 = partial < 0 == partial2 < 0;
        int four = saturate(pole1 * 4);
        int towards = like1 ? Math.min(-four, Short.MAX_VALUE) : four;
        int second = (like2 ? 128 : -128) + (towards >> 7) + ((pole2 * 32_512) >> 15);
        pole2 = Math.clamp(second, -SECOND_POLE_LARGEST, SECOND_POLE_LARGEST);

        int first = saturate((like1 ? 192 : -192) + ((pole1 * 32_640) >> 15));
        int largest = saturate(POLES_LARGEST - pole2);
        pole1 = Math.clamp(first, -largest, largest);
    }

    private void adaptZeros(int difference) {
        int step = difference == 0 ? 0 : 128;
        for (int i = 0; i < ZEROS; i++) {
            boolean like = difference < 0 == differences[i] < 0;
            zeros[i] = saturate((like ? step : -step) + ((zeros[i] * 32_640) >> 15));
        }
    }

    private void predict() {
        int byPoles =
                ((pole1 * saturate(2 * reconstructed1)) >> 15)
                        + ((pole2 * saturate(2 * reconstructed2)) >> 15);
        int sum = 0;
        for (int i = ZEROS - 1; i >= 0; i--) {
            sum += (zeros[i] * saturate(2 * differences[i])) >> 15;
        }
        byZeros = saturate(sum);
        prediction = saturate(saturate(byPoles) + byZeros);
    }

    static int saturate(int value) {
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
