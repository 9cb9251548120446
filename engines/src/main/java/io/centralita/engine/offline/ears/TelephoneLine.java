package io.centralita.engine.offline.ears;

import java.util.Random;

/// What a telephone does to speech: 200 to 3 500 Hz, μ-law at 8 kHz (ITU-T G.711), noise where it
/// is asked for. Benchmarks and tests hear through it. Confined to one thread.
final class TelephoneLine {
    private static final int RATE_HZ = 8_000;
    private static final int REACH = 24;
    private static final double LOWEST_HZ = 200;
    private static final double HIGHEST_HZ = 3_500;
    private static final double SPEECH_LEVEL = 3_600;
    private static final int BIAS = 132;
    private static final int CLIP = 32_635;
    private static final int BEFORE = RATE_HZ / 5;
    private static final int AFTER = RATE_HZ * 3 / 10;

    private TelephoneLine() {}

    /// @param speech at `rateHz`
    /// @param noiseDb how far the noise lies below the speech; infinity for a quiet line
    /// @return what arrives, at 16 kHz, with 0.2 s of line before and 0.3 s after the speech
    static short[] carry(short[] speech, int rateHz, double noiseDb, Random random) {
        var line = narrow(speech, rateHz);
        double level = level(line);
        double gain = level > 0 ? SPEECH_LEVEL / level : 1;
        double noise = SPEECH_LEVEL * Math.pow(10, -noiseDb / 20);
        var sent = new double[BEFORE + line.length + AFTER];
        for (int i = 0; i < sent.length; i++) {
            boolean inside = i >= BEFORE && i < BEFORE + line.length;
            double sample = inside ? line[i - BEFORE] * gain : 0;
            sample += random.nextGaussian() * (noise + 3);
            sent[i] = throughMuLaw(Math.clamp(Math.round(sample), -CLIP, CLIP));
        }
        var heard = new short[sent.length * 2];
        for (int i = 0; i < heard.length; i++) {
            double at = i / 2.0;
            heard[i] = (short) Math.clamp(Math.round(sinc(sent, at, 1)), -32_768, 32_767);
        }
        return heard;
    }

    /// Band-limits and resamples to 8 kHz.
    private static double[] narrow(short[] speech, int rateHz) {
        var wide = new double[speech.length];
        double lowPass = 0;
        double share = 1 - Math.exp(-2 * Math.PI * LOWEST_HZ / rateHz);
        for (int i = 0; i < wide.length; i++) {
            lowPass += share * (speech[i] - lowPass);
            wide[i] = speech[i] - lowPass;
        }
        double step = (double) rateHz / RATE_HZ;
        double cut = 2 * HIGHEST_HZ / rateHz;
        var line = new double[(int) (speech.length / step)];
        for (int i = 0; i < line.length; i++) {
            line[i] = sinc(wide, i * step, cut);
        }
        return line;
    }

    /// The signal at a point between its samples, below a share of its band (Hann window).
    private static double sinc(double[] signal, double at, double cut) {
        double reach = REACH / cut;
        int from = (int) Math.max(0, Math.ceil(at - reach));
        int to = (int) Math.min(signal.length - 1, Math.floor(at + reach));
        double sum = 0;
        for (int i = from; i <= to; i++) {
            double x = (i - at) * cut * Math.PI;
            double lobe = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
            sum += signal[i] * lobe * cut * 0.5 * (1 + Math.cos(Math.PI * (i - at) / reach));
        }
        return sum;
    }

    private static double level(double[] signal) {
        double sum = 0;
        int loud = 0;
        for (double sample : signal) {
            if (Math.abs(sample) > 100) {
                sum += sample * sample;
                loud++;
            }
        }
        return loud == 0 ? 0 : Math.sqrt(sum / loud);
    }

    private static double throughMuLaw(int sample) {
        int magnitude = Math.abs(sample) + BIAS;
        int segment = Math.clamp(24 - Integer.numberOfLeadingZeros(magnitude), 0, 7);
        int mantissa = (magnitude >> (segment + 3)) & 0xf;
        int decoded = (((mantissa << 1) + 33) << (segment + 2)) - BIAS;
        return sample < 0 ? -decoded : decoded;
    }
}
