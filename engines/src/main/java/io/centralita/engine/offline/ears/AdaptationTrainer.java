package io.centralita.engine.offline.ears;

import java.util.Map;
import java.util.TreeMap;

/// Collects how a language sounds on a line, and fits an [Adaptation] to it. Confined to one
/// thread.
final class AdaptationTrainer {
    private static final int ROW = Adaptation.ROW;
    private static final int LENGTH = AcousticModel.STREAM_LENGTH;
    private static final int GAUSSIANS = AcousticModel.GAUSSIANS;
    private static final double LEAST_SHARE = 1e-3;

    private final AcousticModel model;
    private final AcousticModel adapted;
    private final double trust;

    /// Of phone, stream and Gaussian: the frames it was heard in, and of dimension the sum of what
    /// was heard.
    private final double[] frames;

    private final double[] sums;

    private final boolean[] seen;
    private final double[] posterior = new double[GAUSSIANS];

    /// @param adapted the model as moved by an earlier fit, which shares frames out among Gaussians
    /// @param trust frames that the model as it is counts for; more keeps a phone nearer to it
    AdaptationTrainer(AcousticModel model, AcousticModel adapted, double trust) {
        this.model = model;
        this.adapted = adapted;
        this.trust = trust;
        frames = new double[model.phoneCount() * AcousticModel.STREAMS * GAUSSIANS];
        sums = new double[frames.length * LENGTH];
        seen = new boolean[model.phoneCount()];
    }

    /// @param senones the senone of each frame
    void add(float[][] features, int[] senones) {
        for (int t = 0; t < senones.length; t++) {
            int phone = model.phoneOf(senones[t]);
            seen[phone] = true;
            for (int stream = 0; stream < AcousticModel.STREAMS; stream++) {
                add(features[t], senones[t], phone, stream);
            }
        }
    }

    private void add(float[] feature, int senone, int phone, int stream) {
        int block = phone * AcousticModel.STREAMS + stream;
        double best = scores(feature, block, stream);
        double sum = 0;
        int weights = (senone * AcousticModel.STREAMS + stream) * GAUSSIANS;
        for (int g = 0; g < GAUSSIANS; g++) {
            posterior[g] = adapted.weights[weights + g] * Math.exp(posterior[g] - best);
            sum += posterior[g];
        }
        for (int g = 0; g < GAUSSIANS; g++) {
            double share = posterior[g] / sum;
            if (share > LEAST_SHARE) {
                int at = block * GAUSSIANS + g;
                frames[at] += share;
                for (int d = 0; d < LENGTH; d++) {
                    sums[at * LENGTH + d] += share * feature[stream * LENGTH + d];
                }
            }
        }
    }

    /// Leaves each Gaussian's logarithm in `posterior` and returns the greatest.
    private double scores(float[] feature, int block, int stream) {
        for (int g = 0; g < GAUSSIANS; g++) {
            posterior[g] = adapted.factors[block * GAUSSIANS + g];
        }
        for (int d = 0; d < LENGTH; d++) {
            double value = feature[stream * LENGTH + d];
            int row = at(block, d, 0);
            for (int g = 0; g < GAUSSIANS; g++) {
                double off = value - adapted.means[row + g];
                posterior[g] -= off * off * adapted.precisions[row + g];
            }
        }
        double best = posterior[0];
        for (double each : posterior) {
            best = Math.max(best, each);
        }
        return best;
    }

    private static int at(int block, int d, int gaussian) {
        return (block * LENGTH + d) * GAUSSIANS + gaussian;
    }

    /// The maps of all phones that were heard.
    Adaptation fit() {
        var maps = new TreeMap<String, float[]>();
        for (int phone = 0; phone < seen.length; phone++) {
            if (seen[phone]) {
                var map = new float[Adaptation.LENGTH];
                for (int row = 0; row < AcousticModel.STREAMS * LENGTH; row++) {
                    solve(phone, row, map);
                }
                maps.put(model.phone(phone), map);
            }
        }
        return new Adaptation(Map.copyOf(maps));
    }

    /// The normal equations of one row, weighed by the Gaussians' precisions. Each Gaussian counts
    /// as seen where it is for a share of `trust`.
    private void solve(int phone, int row, float[] map) {
        var left = new double[ROW * ROW];
        var right = new double[ROW];
        var mean = new double[ROW];
        int block = phone * AcousticModel.STREAMS + row / LENGTH;
        int d = row % LENGTH;
        double held = trust / GAUSSIANS;
        for (int g = 0; g < GAUSSIANS; g++) {
            int gaussian = block * GAUSSIANS + g;
            mean[0] = 1;
            for (int i = 1; i < ROW; i++) {
                mean[i] = model.means[at(block, i - 1, g)];
            }
            double precision = model.precisions[at(block, d, g)];
            double count = precision * (frames[gaussian] + held);
            double sum = precision * (sums[gaussian * LENGTH + d] + held * mean[d + 1]);
            for (int i = 0; i < ROW; i++) {
                right[i] += sum * mean[i];
                for (int j = 0; j <= i; j++) {
                    left[i * ROW + j] += count * mean[i] * mean[j];
                }
            }
        }
        var solution = Cholesky.solve(left, right, 0, ROW);
        for (int i = 0; i < ROW; i++) {
            map[row * ROW + i] = (float) solution[i];
        }
    }
}
