package io.centralita.media;

import java.util.Arrays;

/// Finds a stretch of audio inside a longer recording and says how much the two are alike: whether
/// what came back on a line is what was said. Stateless, safe from any thread.
public final class Correlation {
    /// Windows this far below the loudest hold no speech.
    private static final double SILENT_DB = 30;

    private static final int SMALLEST_BLOCK = 1 << 14;

    private Correlation() {}

    /// Where the reference was found. Scores are 0 (nothing in common) to 1 (the same but for
    /// loudness).
    ///
    /// @param offset first sample in the recording
    /// @param score over the whole reference
    /// @param lowestWindowScore over the worst 250 ms of the reference that hold speech, which a
    ///   gap or a swapped piece pulls down even where the whole still looks well
    public record Match(int offset, double score, double lowestWindowScore) {}

    /// The best place of the whole reference inside the recording. Where the recording is the
    /// shorter one it is taken to go on with silence.
    public static Match find(short[] recording, short[] reference, int sampleRateHz) {
        if (reference.length == 0) {
            throw new IllegalArgumentException("nothing to look for");
        }
        var sound = Arrays.copyOf(recording, Math.max(recording.length, reference.length));
        var products = products(sound, reference);
        double own = energy(reference, 0, reference.length);
        double covered = energy(sound, 0, reference.length);
        int best = 0;
        double bestScore = 0;
        for (int lag = 0; lag < products.length; lag++) {
            double score = score(products[lag], own, covered);
            if (score > bestScore) {
                best = lag;
                bestScore = score;
            }
            if (lag + reference.length < sound.length) {
                covered += square(sound[lag + reference.length]) - square(sound[lag]);
            }
        }
        return new Match(best, bestScore, lowestWindow(sound, best, reference, sampleRateHz));
    }

    private static double lowestWindow(
            short[] sound, int offset, short[] reference, int sampleRateHz) {
        int window = Math.min(sampleRateHz / 4, reference.length);
        int count = reference.length / window;
        double loudest = 0;
        for (int i = 0; i < count; i++) {
            loudest = Math.max(loudest, energy(reference, i * window, window));
        }
        double least = loudest * Math.pow(10, -SILENT_DB / 10);
        double lowest = 1;
        for (int i = 0; i < count; i++) {
            double own = energy(reference, i * window, window);
            if (own > 0 && own >= least) {
                double covered = energy(sound, offset + i * window, window);
                double product = 0;
                for (int j = i * window; j < (i + 1) * window; j++) {
                    product += reference[j] * sound[offset + j];
                }
                lowest = Math.min(lowest, score(product, own, covered));
            }
        }
        return loudest > 0 ? lowest : 0;
    }

    /// The sum of products for every place at which the reference fits in whole, by overlap-save:
    /// two blocks of sound at a time, one in the real part and one in the imaginary.
    private static double[] products(short[] sound, short[] reference) {
        int fits = sound.length - reference.length + 1;
        int size = Math.max(SMALLEST_BLOCK, powerOfTwo(3L * reference.length));
        size = Math.min(size, powerOfTwo(sound.length));
        var fourier = new Fourier(size);
        var refRe = new double[size];
        var refIm = new double[size];
        fill(refRe, reference, 0, reference.length);
        fourier.forward(refRe, refIm);

        var products = new double[fits];
        int step = size - reference.length + 1;
        var re = new double[size];
        var im = new double[size];
        for (int at = 0; at < fits; at += 2 * step) {
            fill(re, sound, at, size);
            fill(im, sound, at + step, size);
            fourier.forward(re, im);
            multiplyByConjugate(re, im, refRe, refIm);
            fourier.backward(re, im);
            take(re, products, at, step, size);
            take(im, products, at + step, step, size);
        }
        return products;
    }

    private static void multiplyByConjugate(
            double[] re, double[] im, double[] refRe, double[] refIm) {
        for (int i = 0; i < re.length; i++) {
            double real = re[i] * refRe[i] + im[i] * refIm[i];
            im[i] = im[i] * refRe[i] - re[i] * refIm[i];
            re[i] = real;
        }
    }

    private static void fill(double[] block, short[] samples, int from, int length) {
        int end = Math.min(length, samples.length - from);
        for (int i = 0; i < block.length; i++) {
            block[i] = i < end ? samples[from + i] : 0;
        }
    }

    private static void take(double[] block, double[] products, int at, int step, int size) {
        for (int i = 0; i < step && at + i < products.length; i++) {
            products[at + i] = block[i] / size;
        }
    }

    private static double score(double product, double own, double covered) {
        return product <= 0 || covered < 1 ? 0 : Math.min(1, product / Math.sqrt(own * covered));
    }

    private static double energy(short[] samples, int offset, int length) {
        double sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += square(samples[i]);
        }
        return sum;
    }

    private static double square(short sample) {
        return (double) sample * sample;
    }

    private static int powerOfTwo(long atLeast) {
        if (atLeast > 1 << 26) {
            throw new IllegalArgumentException("longer than " + (1 << 26) + " samples");
        }
        return Math.max(2, Integer.highestOneBit(Math.toIntExact(atLeast) * 2 - 1));
    }
}
