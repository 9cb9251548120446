package io.centralita.media;

import java.util.Arrays;

/// How loud samples are. 0 dBFS is a square wave at the rails; a full-scale sine has -3 dBFS.
/// Stateless, safe from any thread.
public final class Levels {
    /// What digital silence is said to have: less than any 16 bit sample can.
    public static final double NOTHING_DBFS = -100;

    /// What is weaker is silence to a caller: well below the breath of a synthesiser, well above
    /// the noise that companding makes.
    public static final double SILENCE_DBFS = -50;

    private static final double FULL_SCALE = 32_768;
    private static final long SILENCE = meanSquareOf(SILENCE_DBFS);

    private Levels() {}

    public static double rmsDbfs(short[] samples) {
        return rmsDbfs(samples, 0, samples.length);
    }

    public static double rmsDbfs(short[] samples, int offset, int length) {
        return decibels(rms(samples, offset, length) / FULL_SCALE);
    }

    public static double peakDbfs(short[] samples) {
        int peak = 0;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs((int) sample));
        }
        return decibels(peak / FULL_SCALE);
    }

    /// The mean square of a frame as it is on the wire, in units of one 16 bit step squared.
    /// Decodes by table and allocates nothing: for every frame of a call.
    public static long meanSquare(byte[] audio, Codec codec) {
        long sum = 0;
        int samples = audio.length * 8 / codec.bitsPerSample();
        switch (codec) {
            case PCM16 -> {
                for (int i = 0; i < samples; i++) {
                    long sample = Pcm.sample(audio[2 * i], audio[2 * i + 1]);
                    sum += sample * sample;
                }
            }
            case PCMU -> {
                for (byte code : audio) {
                    long sample = G711.muLawToLinear(code);
                    sum += sample * sample;
                }
            }
            case PCMA -> {
                for (byte code : audio) {
                    long sample = G711.aLawToLinear(code);
                    sum += sample * sample;
                }
            }
        }
        return samples == 0 ? 0 : sum / samples;
    }

    /// Whether a caller hears a frame. As quick as [#meanSquare].
    public static boolean isAudible(byte[] frame, Codec codec) {
        return meanSquare(frame, codec) > SILENCE;
    }

    /// Whether a caller hears anything of a recording: one frame of it at least.
    public static boolean isAnyAudible(byte[] audio, AudioFormat format) {
        int frame = format.frameBytes();
        for (int from = 0; from < audio.length; from += frame) {
            var part = Arrays.copyOfRange(audio, from, Math.min(from + frame, audio.length));
            if (isAudible(part, format.codec())) {
                return true;
            }
        }
        return false;
    }

    /// The mean square of audio of this level.
    public static long meanSquareOf(double dbfs) {
        return Math.round(FULL_SCALE * FULL_SCALE * Math.pow(10, dbfs / 10));
    }

    /// The root of the mean square, in units of one 16 bit step.
    static double rms(short[] samples, int offset, int length) {
        long sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += samples[i] * samples[i];
        }
        return length == 0 ? 0 : Math.sqrt((double) sum / length);
    }

    private static double decibels(double ratio) {
        return ratio <= 0 ? NOTHING_DBFS : Math.max(NOTHING_DBFS, 20 * Math.log10(ratio));
    }
}
