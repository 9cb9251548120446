package io.centralita.media.rtp;

/// Finds the pitch period at the end of a stretch of audio: the lag at which its last 20 ms are
/// most like what went before, among those of 66 to 200 Hz (ITU-T G.711 appendix I).
final class PitchFinder {
    private final int shortest;
    private final int longest;
    private final int window;

    PitchFinder(int sampleRateHz) {
        shortest = sampleRateHz / 200;
        longest = sampleRateHz * 3 / 200;
        window = sampleRateHz / 50;
    }

    /// The longest period, in samples.
    int longest() {
        return longest;
    }

    /// The period in samples. Audio without any is given some.
    ///
    /// @param audio the longest period and 20 ms, at least
    int find(short[] audio) {
        int end = audio.length;
        int best = longest;
        double bestLikeness = 0;
        double energy = energy(audio, end - window - longest, window);
        for (int lag = longest; lag >= shortest; lag--) {
            int from = end - window - lag;
            double likeness = product(audio, end - window, from);
            double normalised = likeness <= 0 || energy <= 0 ? 0 : likeness * likeness / energy;
            if (normalised > bestLikeness) {
                bestLikeness = normalised;
                best = lag;
            }
            energy += square(audio[from + window]) - square(audio[from]);
        }
        return best;
    }

    private double product(short[] audio, int one, int other) {
        long sum = 0;
        for (int i = 0; i < window; i++) {
            sum += audio[one + i] * audio[other + i];
        }
        return sum;
    }

    private static double energy(short[] audio, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += square(audio[i]);
        }
        return sum;
    }

    private static double square(short sample) {
        return (double) sample * sample;
    }
}
