package io.centralita.engine.offline.ears;

import java.util.Arrays;

/// Turns the samples of an utterance into what the acoustic model was trained on: every 10 ms
/// thirteen mel-frequency cepstra less their mean, their differences, and the differences of those.
///
/// The numbers are those of the model's `feat.params`: 25 filters from 130 to 6 800 Hz, lifter 22.
/// A filter above the line's bandwidth hears only quantisation noise; it takes the energy of the
/// band folded about the line's edge instead (see [#UPPER_BAND]), which is what fricatives look
/// like. Confined to one thread.
final class FrontEnd {
    static final int SAMPLE_RATE_HZ = 16_000;
    static final int SHIFT = 160;
    static final int FEATURES = 39;

    private static final int WINDOW = 410;
    private static final int FFT = 512;
    private static final int FILTERS = 25;
    private static final int CEPSTRA = 13;
    private static final int LIFTER = 22;
    private static final double LOWEST_HZ = 130;
    private static final double HIGHEST_HZ = 6_800;
    private static final float PRE_EMPHASIS = 0.97f;

    /// Amplitude of the folded band.
    private static final float UPPER_BAND = 0.1f;

    private final float[] window = new float[WINDOW];
    private final float[][] filters = new float[FILTERS][];
    private final int[] filterStart = new int[FILTERS];
    private final float[][] cosines = new float[CEPSTRA][FILTERS];
    private final float[] re = new float[FFT];
    private final float[] im = new float[FFT];
    private final float[] power = new float[FFT / 2 + 1];
    private final float[] sine = new float[FFT];
    private final float[] cosine = new float[FFT];

    FrontEnd() {
        for (int i = 0; i < WINDOW; i++) {
            window[i] = (float) (0.54 - 0.46 * Math.cos(2 * Math.PI * i / (WINDOW - 1)));
        }
        for (int i = 0; i < FFT; i++) {
            sine[i] = (float) -Math.sin(2 * Math.PI * i / FFT);
            cosine[i] = (float) Math.cos(2 * Math.PI * i / FFT);
        }
        makeFilters();
        for (int c = 0; c < CEPSTRA; c++) {
            double scale = Math.sqrt((c == 0 ? 1.0 : 2.0) / FILTERS);
            double lift = 1 + LIFTER / 2.0 * Math.sin(Math.PI * c / LIFTER);
            for (int f = 0; f < FILTERS; f++) {
                cosines[c][f] =
                        (float) (scale * lift * Math.cos(Math.PI * c * (f + 0.5) / FILTERS));
            }
        }
    }

    /// @param bandwidthHz the highest frequency of the line
    /// @return a row of 39 values for each 10 ms; empty for less than one window
    float[][] features(short[] pcm, int length, int bandwidthHz) {
        return differences(cepstra(energies(pcm, length, bandwidthHz)));
    }

    /// Mel energies, a row for each frame.
    float[][] energies(short[] pcm, int length, int bandwidthHz) {
        int frames = length < WINDOW ? 0 : 1 + (length - WINDOW) / SHIFT;
        var energies = new float[frames][FILTERS];
        int edge = Math.round((float) bandwidthHz * FFT / SAMPLE_RATE_HZ);
        for (int frame = 0; frame < frames; frame++) {
            spectrum(pcm, frame * SHIFT);
            if (edge < FFT / 2) {
                foldAbout(edge);
            }
            for (int f = 0; f < FILTERS; f++) {
                float sum = 0;
                for (int k = 0; k < filters[f].length; k++) {
                    sum += filters[f][k] * power[filterStart[f] + k];
                }
                energies[frame][f] = sum;
            }
        }
        return energies;
    }

    private void spectrum(short[] pcm, int start) {
        Arrays.fill(im, 0);
        Arrays.fill(re, WINDOW, FFT, 0);
        float before = start == 0 ? pcm[0] : pcm[start - 1];
        for (int i = 0; i < WINDOW; i++) {
            float sample = pcm[start + i];
            re[i] = (sample - PRE_EMPHASIS * before) * window[i];
            before = sample;
        }
        transform();
        for (int k = 0; k <= FFT / 2; k++) {
            power[k] = re[k] * re[k] + im[k] * im[k];
        }
    }

    /// Pre-emphasis has already lifted the lower band less than it would have the upper one; the
    /// ratio of its gains puts that right.
    private void foldAbout(int edge) {
        for (int k = edge + 1; k <= FFT / 2; k++) {
            int mirror = Math.max(2 * edge - k, 0);
            float lift = emphasis(k) / emphasis(mirror);
            power[k] += UPPER_BAND * UPPER_BAND * power[mirror] * lift;
        }
    }

    private float emphasis(int bin) {
        return 1 + PRE_EMPHASIS * PRE_EMPHASIS - 2 * PRE_EMPHASIS * cosine[bin];
    }

    /// A radix-2 transform in place.
    private void transform() {
        for (int i = 1, j = 0; i < FFT; i++) {
            int bit = FFT >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                float swap = re[i];
                re[i] = re[j];
                re[j] = swap;
            }
        }
        for (int size = 2; size <= FFT; size <<= 1) {
            int step = FFT / size;
            for (int start = 0; start < FFT; start += size) {
                for (int k = 0; k < size / 2; k++) {
                    int a = start + k;
                    int b = a + size / 2;
                    float c = cosine[k * step];
                    float s = sine[k * step];
                    float r = re[b] * c - im[b] * s;
                    float i = re[b] * s + im[b] * c;
                    re[b] = re[a] - r;
                    im[b] = im[a] - i;
                    re[a] += r;
                    im[a] += i;
                }
            }
        }
    }

    private void makeFilters() {
        double low = mel(LOWEST_HZ);
        double step = (mel(HIGHEST_HZ) - low) / (FILTERS + 1);
        for (int f = 0; f < FILTERS; f++) {
            double left = nearestBin(low + f * step);
            double centre = nearestBin(low + (f + 1) * step);
            double right = nearestBin(low + (f + 2) * step);
            int first = (int) left + 1;
            filterStart[f] = first;
            filters[f] = new float[Math.max((int) right - first, 1)];
            for (int k = 0; k < filters[f].length; k++) {
                double at = first + k;
                double slope =
                        at <= centre
                                ? (at - left) / Math.max(centre - left, 1)
                                : (right - at) / Math.max(right - centre, 1);
                filters[f][k] = (float) (slope * 2 / (right - left));
            }
        }
    }

    private static double mel(double hz) {
        return 2595 * Math.log10(1 + hz / 700);
    }

    private static double nearestBin(double mel) {
        double hz = 700 * (Math.pow(10, mel / 2595) - 1);
        return Math.rint(hz * FFT / SAMPLE_RATE_HZ);
    }

    private float[][] cepstra(float[][] energies) {
        var cepstra = new float[energies.length][CEPSTRA];
        var mean = new float[CEPSTRA];
        var logs = new float[FILTERS];
        for (int frame = 0; frame < energies.length; frame++) {
            for (int f = 0; f < FILTERS; f++) {
                logs[f] = (float) Math.log(Math.max(energies[frame][f], 1e-4f));
            }
            for (int c = 0; c < CEPSTRA; c++) {
                float sum = 0;
                for (int f = 0; f < FILTERS; f++) {
                    sum += logs[f] * cosines[c][f];
                }
                cepstra[frame][c] = sum;
                mean[c] += sum / energies.length;
            }
        }
        for (var row : cepstra) {
            for (int c = 0; c < CEPSTRA; c++) {
                row[c] -= mean[c];
            }
        }
        return cepstra;
    }

    private static float[][] differences(float[][] cepstra) {
        int last = cepstra.length - 1;
        var features = new float[cepstra.length][FEATURES];
        for (int t = 0; t <= last; t++) {
            for (int c = 0; c < CEPSTRA; c++) {
                features[t][c] = cepstra[t][c];
                features[t][CEPSTRA + c] =
                        cepstra[Math.min(t + 2, last)][c] - cepstra[Math.max(t - 2, 0)][c];
                features[t][2 * CEPSTRA + c] =
                        cepstra[Math.min(t + 3, last)][c]
                                - cepstra[Math.min(Math.max(t - 1, 0), last)][c]
                                - cepstra[Math.min(t + 1, last)][c]
                                + cepstra[Math.max(t - 3, 0)][c];
            }
        }
        return features;
    }
}
