package io.centralita.media.g722;

/// G.722 at 64 kbit/s to 16 kHz PCM. Any byte is valid. After bytes that were lost it goes on from
/// the state it has, and is right again after some tens of milliseconds. Allocates nothing after
/// its construction. Belongs to one thread.
public final class G722Decoder {
    /// Of one band's reconstructed value (block LIMIT).
    private static final int LARGEST = 16_383;

    private static final int SMALLEST = -16_384;

    private final MirrorFilter join = new MirrorFilter();
    private final Predictor low = new Predictor();
    private final Predictor high = new Predictor();
    private int lowLog;
    private int highLog;
    private int lowStep = Quantisers.lowStep(0);
    private int highStep = Quantisers.highStep(0);

    /// @return samples written, twice as many as bytes
    public int decode(byte[] codes, int offset, int length, short[] out, int outOffset) {
        for (int i = 0; i < length; i++) {
            int code = codes[offset + i];
            int lower = lower(code & 0x3F);
            int higher = higher((code >> 6) & 3);
            join.push(lower + higher, lower - higher);
            out[outOffset + 2 * i] = (short) Predictor.saturate(join.odd() >> 11);
            out[outOffset + 2 * i + 1] = (short) Predictor.saturate(join.even() >> 11);
        }
        return 2 * length;
    }

    private int lower(int code) {
        int value = low.prediction() + Quantisers.dequantiseLow(code, lowStep);
        int leading = code >> 2;
        low.adapt(Quantisers.dequantiseLowLeading(leading, lowStep));
        lowLog = Quantisers.adaptLowLog(lowLog, leading);
        lowStep = Quantisers.lowStep(lowLog);
        return Math.clamp(value, SMALLEST, LARGEST);
    }

    private int higher(int code) {
        int difference = Quantisers.dequantiseHigh(code, highStep);
        int value = high.prediction() + difference;
        high.adapt(difference);
        highLog = Quantisers.adaptHighLog(highLog, code);
        highStep = Quantisers.highStep(highLog);
        return Math.clamp(value, SMALLEST, LARGEST);
    }
}
