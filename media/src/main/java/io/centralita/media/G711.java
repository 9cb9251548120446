package io.centralita.media;

/// The two telephone companding laws of ITU-T G.711 on 16 bit samples, both ways by table.
///
/// μ-law is defined on 14 bit and A-law on 13 bit samples; they fill the upper bits of the 16 here,
/// as in the reference programs of ITU-T G.191. Stateless, safe from any thread.
public final class G711 {
    /// Bytes that sound like nothing: +0 of each law.
    public static final byte MU_LAW_SILENCE = (byte) 0xFF;

    public static final byte A_LAW_SILENCE = (byte) 0xD5;

    /// Added to a 14 bit magnitude so that every μ-law segment starts at a power of two.
    private static final int MU_LAW_BIAS = 33;

    private static final int MU_LAW_LARGEST = 0x1FFF;

    /// A-law inverts every other bit on the line (G.711 §3, table 1a, note 2).
    private static final int A_LAW_LINE_MASK = 0x55;

    private static final short[] MU_TO_LINEAR = new short[256];
    private static final short[] A_TO_LINEAR = new short[256];
    private static final byte[] LINEAR_TO_MU = new byte[1 << 16];
    private static final byte[] LINEAR_TO_A = new byte[1 << 16];
    private static final byte[] MU_TO_A = new byte[256];
    private static final byte[] A_TO_MU = new byte[256];

    static {
        for (int code = 0; code < 256; code++) {
            MU_TO_LINEAR[code] = expandMuLaw(code);
            A_TO_LINEAR[code] = expandALaw(code);
        }
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            LINEAR_TO_MU[sample & 0xFFFF] = compressMuLaw(sample);
            LINEAR_TO_A[sample & 0xFFFF] = compressALaw(sample);
        }
        for (int code = 0; code < 256; code++) {
            MU_TO_A[code] = LINEAR_TO_A[MU_TO_LINEAR[code] & 0xFFFF];
            A_TO_MU[code] = LINEAR_TO_MU[A_TO_LINEAR[code] & 0xFFFF];
        }
    }

    private G711() {}

    public static short muLawToLinear(byte code) {
        return MU_TO_LINEAR[code & 0xFF];
    }

    public static byte linearToMuLaw(short sample) {
        return LINEAR_TO_MU[sample & 0xFFFF];
    }

    public static short aLawToLinear(byte code) {
        return A_TO_LINEAR[code & 0xFF];
    }

    public static byte linearToALaw(short sample) {
        return LINEAR_TO_A[sample & 0xFFFF];
    }

    public static short[] decodeMuLaw(byte[] codes) {
        return decode(MU_TO_LINEAR, codes);
    }

    public static short[] decodeALaw(byte[] codes) {
        return decode(A_TO_LINEAR, codes);
    }

    public static byte[] encodeMuLaw(short[] samples) {
        return encode(LINEAR_TO_MU, samples, 0, samples.length);
    }

    public static byte[] encodeALaw(short[] samples) {
        return encode(LINEAR_TO_A, samples, 0, samples.length);
    }

    public static byte[] muLawToALaw(byte[] codes) {
        return translate(MU_TO_A, codes);
    }

    public static byte[] aLawToMuLaw(byte[] codes) {
        return translate(A_TO_MU, codes);
    }

    private static short[] decode(short[] table, byte[] codes) {
        var samples = new short[codes.length];
        for (int i = 0; i < codes.length; i++) {
            samples[i] = table[codes[i] & 0xFF];
        }
        return samples;
    }

    private static byte[] encode(byte[] table, short[] samples, int offset, int length) {
        var codes = new byte[length];
        for (int i = 0; i < length; i++) {
            codes[i] = table[samples[offset + i] & 0xFFFF];
        }
        return codes;
    }

    private static byte[] translate(byte[] table, byte[] codes) {
        var translated = new byte[codes.length];
        for (int i = 0; i < codes.length; i++) {
            translated[i] = table[codes[i] & 0xFF];
        }
        return translated;
    }

    /// ```text
    ///   7   6 5 4    3 2 1 0      all bits inverted on the line
    ///  sign segment  step         1 = negative before the inversion
    /// ```
    private static short expandMuLaw(int code) {
        int plain = ~code & 0xFF;
        int segment = plain >> 4 & 7;
        int magnitude = ((2 * (plain & 0xF) + MU_LAW_BIAS) << segment) - MU_LAW_BIAS;
        return (short) ((plain & 0x80) != 0 ? -4 * magnitude : 4 * magnitude);
    }

    private static byte compressMuLaw(int sample) {
        int magnitude = Math.min((onesMagnitude(sample) >> 2) + MU_LAW_BIAS, MU_LAW_LARGEST);
        int segment = 26 - Integer.numberOfLeadingZeros(magnitude);
        int plain = segment << 4 | (magnitude >> (segment + 1) & 0xF) | (sample < 0 ? 0x80 : 0);
        return (byte) ~plain;
    }

    /// Segment 0 and 1 have the same step, so segment 0 lacks the leading one of the others.
    private static short expandALaw(int code) {
        int plain = code ^ A_LAW_LINE_MASK;
        int segment = plain >> 4 & 7;
        int halfSteps = 2 * (plain & 0xF) + 1;
        int magnitude = segment == 0 ? halfSteps : (halfSteps + 32) << (segment - 1);
        return (short) ((plain & 0x80) != 0 ? 8 * magnitude : -8 * magnitude);
    }

    private static byte compressALaw(int sample) {
        int magnitude = onesMagnitude(sample) >> 4;
        int segment = magnitude < 16 ? 0 : 28 - Integer.numberOfLeadingZeros(magnitude);
        int step = magnitude >> Math.max(segment - 1, 0) & 0xF;
        return (byte) ((segment << 4 | step | (sample >= 0 ? 0x80 : 0)) ^ A_LAW_LINE_MASK);
    }

    /// The magnitude that makes positive and negative halves mirror images: -1 pairs with 0.
    private static int onesMagnitude(int sample) {
        return sample < 0 ? ~sample : sample;
    }
}
