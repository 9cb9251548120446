package io.centralita.app.bench.rtp;

/// How much of what is heard is the tone that was sent.
final class TonePurity {
    private static final int WINDOW_MS = 50;

    private TonePurity() {}

    /// Power of the tone over the power of all else (SINAD), in dB. The tone may change its phase
    /// between windows of 50 ms, as it does where the delay changes; within one that is distortion.
    ///
    /// @param hz with whole periods in a window: a multiple of 20
    static double sinadDb(short[] audio, double hz, int sampleRateHz) {
        int window = sampleRateHz * WINDOW_MS / 1_000;
        double tone = 0;
        double rest = 0;
        for (int from = 0; from + window <= audio.length; from += window) {
            double cosine = 0;
            double sine = 0;
            double power = 0;
            for (int i = 0; i < window; i++) {
                double angle = 2 * Math.PI * hz * i / sampleRateHz;
                double sample = audio[from + i];
                cosine += sample * Math.cos(angle);
                sine += sample * Math.sin(angle);
                power += sample * sample;
            }
            double found = 2 * (cosine * cosine + sine * sine) / window;
            tone += found;
            rest += Math.max(0, power - found);
        }
        return rest == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(tone / rest);
    }
}
