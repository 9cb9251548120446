package io.centralita.fake.asterisk.audio;

/// G.722 at 64 kbit/s (ITU-T G.722, 09/2012): 16 kHz samples, half a byte each. One object codes
/// one stream and decodes another.
final class G722 {
    /// Of the quadrature mirror filter, table 11; the other half is its mirror image.
    private static final int[] QMF = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

    private static final int TAPS = QMF.length;
    private static final int LOW_BITS = 6;
    private static final int LARGEST = 16_383;

    private final G722Band codingLow = G722Band.low();
    private final G722Band codingHigh = G722Band.high();
    private final G722Band decodingLow = G722Band.low();
    private final G722Band decodingHigh = G722Band.high();
    private final int[] coded = new int[2 * TAPS];
    private final int[] decoded = new int[2 * TAPS];

    byte[] encode(short[] samples) {
        var codes = new byte[samples.length / 2];
        for (int i = 0; i < codes.length; i++) {
            shift(coded, samples[2 * i], samples[2 * i + 1]);
            int odd = 0;
            int even = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                odd += coded[2 * tap] * QMF[tap];
                even += coded[2 * tap + 1] * QMF[TAPS - 1 - tap];
            }
            int low = codingLow.encode((even + odd) >> 14);
            int high = codingHigh.encode((even - odd) >> 14);
            codes[i] = (byte) (high << LOW_BITS | low);
        }
        return codes;
    }

    short[] decode(byte[] codes) {
        var samples = new short[2 * codes.length];
        for (int i = 0; i < codes.length; i++) {
            int low = clamp(decodingLow.decode(codes[i] & 0x3F));
            int high = clamp(decodingHigh.decode(codes[i] >> LOW_BITS & 3));
            shift(decoded, low + high, low - high);
            int first = 0;
            int second = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                second += decoded[2 * tap] * QMF[tap];
                first += decoded[2 * tap + 1] * QMF[TAPS - 1 - tap];
            }
            samples[2 * i] = (short) G722Band.saturate(first >> 11);
            samples[2 * i + 1] = (short) G722Band.saturate(second >> 11);
        }
        return samples;
    }

    private static void shift(int[] delay, int first, int second) {
        System.arraycopy(delay, 2, delay, 0, delay.length - 2);
        delay[delay.length - 2] = first;
        delay[delay.length - 1] = second;
    }

    private static int clamp(int value) {
        return Math.clamp(value, -LARGEST - 1, LARGEST);
    }
}
