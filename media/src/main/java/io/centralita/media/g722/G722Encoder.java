package io.centralita.media.g722;

/// 16 kHz PCM to G.722 at 64 kbit/s. Allocates nothing after its construction. Belongs to one
/// thread.
///
/// ```text
///   7 6        5 4 3 2 1 0
///  higher band lower band
/// ```
public final class G722Encoder {
    private final MirrorFilter split = new MirrorFilter();
    private final Predictor low = new Predictor();
    private final Predictor high = new Predictor();
    private int lowLog;
    private int highLog;
    private int lowStep = Quantisers.lowStep(0);
    private int highStep = Quantisers.highStep(0);

    /// @param samples an even number of them
    /// @return bytes written, half as many as samples
    public int encode(short[] samples, int offset, int length, byte[] out, int outOffset) {
        if ((length & 1) != 0) {
            throw new IllegalArgumentException("length must be even, not " + length);
        }
        for (int i = 0; i < length; i += 2) {
            split.push(samples[offset + i], samples[offset + i + 1]);
            int lower = (split.even() + split.odd()) >> 14;
            int higher = (split.odd() - split.even()) >> 14;
            out[outOffset + i / 2] = (byte) ((higher(higher) << 6) | lower(lower));
        }
        return length / 2;
    }

    private int lower(int value) {
        int code = Quantisers.quantiseLow(Predictor.saturate(value - low.prediction()), lowStep);
        int leading = code >> 2;
        low.adapt(Quantisers.dequantiseLowLeading(leading, lowStep));
        lowLog = Quantisers.adaptLowLog(lowLog, leading);
        lowStep = Quantisers.lowStep(lowLog);
        return code;
    }

    private int higher(int value) {
        int code = Quantisers.quantiseHigh(Predictor.saturate(value - high.prediction()), highStep);
        high.adapt(Quantisers.dequantiseHigh(code, highStep));
        highLog = Quantisers.adaptHighLog(highLog, code);
        highStep = Quantisers.highStep(highLog);
        return code;
    }
}
