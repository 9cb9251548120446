package io.centralita.media;

import java.util.Random;

/// Sound that has what voice detection looks at in speech: syllables of gliding pitch under moving
/// formants, consonants of hiss between them, four or five syllables a second. Seeded.
final class SpokenLike {
    private static final double[][] VOWELS = {
        {750, 1_300, 2_500},
        {450, 1_900, 2_600},
        {300, 2_200, 2_900},
        {480, 900, 2_500},
        {330, 750, 2_400}
    };

    private final Random random;
    private final int rate;
    private double pitchPhase;

    SpokenLike(long seed, int rate) {
        this.random = new Random(seed);
        this.rate = rate;
    }

    /// About -20 dBFS while it sounds.
    short[] speech(double seconds) {
        var out = new short[(int) (seconds * rate)];
        double pitch = 95 + 130 * random.nextDouble();
        int at = 0;
        while (at < out.length) {
            int consonant = (int) (rate * (0.03 + 0.05 * random.nextDouble()));
            int vowel = (int) (rate * (0.11 + 0.12 * random.nextDouble()));
            hiss(out, at, consonant, 250 + 500 * random.nextDouble());
            vowel(out, at + consonant, vowel, pitch * (0.85 + 0.3 * random.nextDouble()));
            at += consonant + vowel;
        }
        return out;
    }

    private void hiss(short[] out, int from, int length, double amplitude) {
        for (int i = from; i < Math.min(out.length, from + length); i++) {
            out[i] = (short) (amplitude * random.nextGaussian());
        }
    }

    private void vowel(short[] out, int from, int length, double pitch) {
        var formants = VOWELS[random.nextInt(VOWELS.length)];
        double loudness = 4_500 * (0.5 + random.nextDouble());
        for (int n = 0; n < length && from + n < out.length; n++) {
            double progress = (double) n / length;
            double hz = pitch * (1.08 - 0.16 * progress);
            pitchPhase += 2 * Math.PI * hz / rate;
            double value = 0;
            for (int k = 1; k * hz < Math.min(3_600, rate / 2.2); k++) {
                double gain = 0;
                for (int f = 0; f < formants.length; f++) {
                    double off = (k * hz - formants[f]) / (90 + 40 * f);
                    gain += Math.pow(0.5, f) / (1 + off * off);
                }
                value += (gain + 0.02) * Math.sin(k * pitchPhase);
            }
            out[from + n] = Pcm.clip(loudness * Math.sin(Math.PI * progress) * value);
        }
    }
}
