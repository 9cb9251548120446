package io.centralita.media;

/// Audio as the ear weighs it: the loudness of some bands of speech, a hundred times a second. What
/// differs in it between two takes of a sentence is what a listener would notice; pitch and phase
/// are not in it. Immutable.
final class Spectrogram {
    static final int FRAMES_PER_SECOND = 100;
    static final int BANDS = 18;

    private static final double LOWEST_HZ = 150;
    private static final double HIGHEST_HZ = 3_600;

    /// What is this far below the loudest band counts as silence, dB.
    private static final double RANGE_DB = 45;

    /// A band of digital silence, or of a sample's last bit, dB of the squared spectrum.
    private static final double INAUDIBLE_DB = 40;

    private final float[][] frames;

    private Spectrogram(float[][] frames) {
        this.frames = frames;
    }

    /// One frame every 10 ms, 32 ms long; levels in dB above the floor, 0 or more.
    static Spectrogram of(short[] samples, int sampleRateHz) {
        int length = Integer.highestOneBit(sampleRateHz * 32 / 1_000);
        int hop = sampleRateHz / FRAMES_PER_SECOND;
        var fourier = new Fourier(length);
        var bands = bands(length, sampleRateHz);
        int count = samples.length < length ? 0 : (samples.length - length) / hop + 1;
        var frames = new float[count][BANDS];
        double loudest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            levels(samples, i * hop, fourier, bands, frames[i]);
            for (float level : frames[i]) {
                loudest = Math.max(loudest, level);
            }
        }
        double floor = Math.max(loudest - RANGE_DB, INAUDIBLE_DB);
        for (var frame : frames) {
            for (int band = 0; band < BANDS; band++) {
                frame[band] = (float) Math.max(0, frame[band] - floor);
            }
        }
        return new Spectrogram(frames);
    }

    int length() {
        return frames.length;
    }

    /// The levels of one frame; not to be changed.
    float[] frame(int index) {
        return frames[index];
    }

    /// Bin numbers at which the bands begin, on the mel scale; the last one ends the last band.
    private static int[] bands(int length, int sampleRateHz) {
        var edges = new int[BANDS + 1];
        double low = mel(LOWEST_HZ);
        double step = (mel(HIGHEST_HZ) - low) / BANDS;
        for (int i = 0; i <= BANDS; i++) {
            double hz = 700 * (Math.pow(10, (low + i * step) / 2595) - 1);
            edges[i] =
                    Math.max(
                            i == 0 ? 1 : edges[i - 1] + 1,
                            (int) Math.round(hz * length / sampleRateHz));
        }
        return edges;
    }

    private static double mel(double hz) {
        return 2595 * Math.log10(1 + hz / 700);
    }

    private static void levels(
            short[] samples, int from, Fourier fourier, int[] bands, float[] levels) {
        var re = new double[fourier.size()];
        var im = new double[fourier.size()];
        for (int i = 0; i < re.length; i++) {
            double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (re.length - 1));
            re[i] = samples[from + i] * hann;
        }
        fourier.forward(re, im);
        for (int band = 0; band < BANDS; band++) {
            double power = 1;
            for (int bin = bands[band]; bin < bands[band + 1]; bin++) {
                power += re[bin] * re[bin] + im[bin] * im[bin];
            }
            levels[band] = (float) (10 * Math.log10(power / (bands[band + 1] - bands[band])));
        }
    }
}
