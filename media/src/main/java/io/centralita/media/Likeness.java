package io.centralita.media;

/// Finds a sentence inside a longer recording and says how much it sounds like another take of the
/// same sentence: whether what came back on a line is what was to be said. Compares [Spectrogram]s,
/// because a synthesiser never speaks the same waveform twice. Stateless, safe from any thread.
public final class Likeness {
    /// Long enough for a short word.
    private static final int WINDOW = Spectrogram.FRAMES_PER_SECOND / 4;

    /// How far a window may be from where the whole fits best: 50 ms.
    private static final int DRIFT = 5;

    /// A window that is quieter than this share of the whole holds a pause, not a word.
    private static final double AUDIBLE_SHARE = 0.4;

    private Likeness() {}

    /// Where the reference was found. Scores are correlations of the two spectrograms: near 1 for
    /// two takes of a sentence.
    ///
    /// @param offset first sample in the recording
    /// @param score of its windows, each by its loudness
    /// @param lowestWindowScore over the worst 250 ms, which a gap or another word pulls down even
    ///   where the whole still looks well
    public record Match(int offset, double score, double lowestWindowScore) {}

    /// The best place of the whole reference inside the recording; no likeness where the recording
    /// is the shorter one.
    public static Match find(short[] recording, short[] reference, int sampleRateHz) {
        var sound = Spectrogram.of(recording, sampleRateHz);
        var wanted = Spectrogram.of(reference, sampleRateHz);
        if (wanted.length() == 0) {
            throw new IllegalArgumentException("nothing to look for");
        }
        int best = 0;
        double bestScore = 0;
        for (int lag = 0; lag + wanted.length() <= sound.length(); lag++) {
            double score = correlation(sound, lag, wanted, 0, wanted.length());
            if (score > bestScore) {
                best = lag;
                bestScore = score;
            }
        }
        int offset = best * sampleRateHz / Spectrogram.FRAMES_PER_SECOND;
        return bestScore > 0
                ? compared(sound, best, wanted, offset)
                : new Match(offset, bestScore, 0);
    }

    /// Window by window, each where it fits best: one take holds a sound a little longer than
    /// another.
    private static Match compared(Spectrogram sound, int lag, Spectrogram wanted, int offset) {
        int length = Math.min(WINDOW, wanted.length());
        double audible = AUDIBLE_SHARE * level(wanted, 0, wanted.length());
        double lowest = 1;
        double sum = 0;
        double weights = 0;
        for (int from = 0; from + length <= wanted.length(); from += length / 2) {
            double level = level(wanted, from, length);
            double alike = bestNear(sound, lag, wanted, from, length);
            sum += level * alike;
            weights += level;
            if (level >= audible) {
                lowest = Math.min(lowest, alike);
            }
        }
        return new Match(offset, weights > 0 ? sum / weights : 0, Math.max(0, lowest));
    }

    private static double bestNear(
            Spectrogram sound, int lag, Spectrogram wanted, int from, int length) {
        double best = -1;
        int first = Math.max(lag - DRIFT, -from);
        int last = Math.min(lag + DRIFT, sound.length() - from - length);
        for (int near = first; near <= last; near++) {
            best = Math.max(best, correlation(sound, near, wanted, from, length));
        }
        return best;
    }

    private static double level(Spectrogram of, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            for (float band : of.frame(i)) {
                sum += band;
            }
        }
        return sum / length;
    }

    /// Pearson's correlation over all bands of a stretch; 1 where both are silent, 0 where one of
    /// them is.
    private static double correlation(
            Spectrogram sound, int lag, Spectrogram wanted, int from, int length) {
        double sumA = 0;
        double sumB = 0;
        double sumAa = 0;
        double sumBb = 0;
        double sumAb = 0;
        for (int i = from; i < from + length; i++) {
            var a = sound.frame(lag + i);
            var b = wanted.frame(i);
            for (int band = 0; band < Spectrogram.BANDS; band++) {
                sumA += a[band];
                sumB += b[band];
                sumAa += a[band] * a[band];
                sumBb += b[band] * b[band];
                sumAb += a[band] * b[band];
            }
        }
        double n = length * Spectrogram.BANDS;
        double varianceA = sumAa - sumA * sumA / n;
        double varianceB = sumBb - sumB * sumB / n;
        if (sumA == 0 && sumB == 0) {
            return 1;
        }
        return varianceA <= 0 || varianceB <= 0
                ? 0
                : (sumAb - sumA * sumB / n) / Math.sqrt(varianceA * varianceB);
    }
}
