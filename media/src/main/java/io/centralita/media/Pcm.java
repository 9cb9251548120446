package io.centralita.media;

/// 16 bit little-endian PCM as bytes and as samples. Stateless, safe from any thread.
public final class Pcm {
    private Pcm() {}

    /// @throws IllegalArgumentException when the last sample is cut in half
    public static short[] samples(byte[] audio) {
        if ((audio.length & 1) != 0) {
            throw new IllegalArgumentException("half a sample at the end of " + audio.length);
        }
        var samples = new short[audio.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sample(audio[2 * i], audio[2 * i + 1]);
        }
        return samples;
    }

    /// Reads a number of samples into an array that is there.
    public static void samples(byte[] audio, int offset, short[] out, int outOffset, int count) {
        for (int i = 0; i < count; i++) {
            out[outOffset + i] = sample(audio[offset + 2 * i], audio[offset + 2 * i + 1]);
        }
    }

    public static byte[] bytes(short[] samples) {
        return bytes(samples, 0, samples.length);
    }

    public static byte[] bytes(short[] samples, int offset, int length) {
        var audio = new byte[2 * length];
        for (int i = 0; i < length; i++) {
            audio[2 * i] = (byte) samples[offset + i];
            audio[2 * i + 1] = (byte) (samples[offset + i] >> 8);
        }
        return audio;
    }

    static short sample(byte low, byte high) {
        return (short) ((low & 0xFF) | (high << 8));
    }

    /// Rounds, and stays at the rails where the value is too large for 16 bits.
    static short clip(double value) {
        return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
