package io.centralita.engine.offline.ears;

import java.util.Map;
import java.util.TreeMap;

/// Collects how a language sounds on a line, and fits an [Adaptation] to it. Confined to one
/// thread.
final class AdaptationTrainer {
    private static final int ROW = Adaptation.ROW;
    private static final int ROWS = AcousticModel.STREAMS * AcousticModel.STREAM_LENGTH;

    private final AcousticModel model;
    private final double trust;

    /// For each phone and row the sums of the normal equations.
    private final double[][][] left;

    private final double[][] right;
    private final double[] posterior = new double[AcousticModel.GAUSSIANS];
    private final double[] seen;

    /// @param trust frames that the model as it is counts for; more keeps a phone nearer to it
    AdaptationTrainer(AcousticModel model, double trust) {
        this.model = model;
        this.trust = trust;
        left = new double[model.phoneCount()][ROWS][ROW * ROW];
        right = new double[model.phoneCount()][ROWS * ROW];
        seen = new double[model.phoneCount()];
    }

    /// @param senones the senone of each frame
    void add(float[][] features, int[] senones) {
        for (int t = 0; t < senones.length; t++) {
            int phone = model.phoneOf(senones[t]);
            seen[phone]++;
            for (int stream = 0; stream < AcousticModel.STREAMS; stream++) {
                add(features[t], senones[t], phone, stream);
            }
        }
    }

    private void add(float[] feature, int senone, int phone, int stream) {
        int block = phone * AcousticModel.STREAMS + stream;
        double sum = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int g = 0; g < posterior.length; g++) {
            double log = model.factors[block * AcousticModel.GAUSSIANS + g];
            for (int d = 0; d < AcousticModel.STREAM_LENGTH; d++) {
                int at = at(block, d, g);
                double off = feature[stream * AcousticModel.STREAM_LENGTH + d] - model.means[at];
                log -= off * off * model.precisions[at];
            }
            posterior[g] = log;
            best = Math.max(best, log);
        }
        for (int g = 0; g < posterior.length; g++) {
            int weight = (senone * AcousticModel.STREAMS + stream) * AcousticModel.GAUSSIANS + g;
            posterior[g] = model.weights[weight] * Math.exp(posterior[g] - best);
            sum += posterior[g];
        }
        for (int g = 0; g < posterior.length; g++) {
            double share = posterior[g] / sum;
            if (share > 1e-3) {
                for (int d = 0; d < AcousticModel.STREAM_LENGTH; d++) {
                    float value = feature[stream * AcousticModel.STREAM_LENGTH + d];
                    count(phone, stream, d, g, share, value);
                }
            }
        }
    }

    private void count(int phone, int stream, int d, int gaussian, double share, double value) {
        int block = phone * AcousticModel.STREAMS + stream;
        int row = stream * AcousticModel.STREAM_LENGTH + d;
        double weight = share * model.precisions[at(block, d, gaussian)];
        var sums = left[phone][row];
        for (int i = 0; i < ROW; i++) {
            double x = extended(block, i, gaussian) * weight;
            right[phone][row * ROW + i] += x * value;
            for (int j = 0; j <= i; j++) {
                sums[i * ROW + j] += x * extended(block, j, gaussian);
            }
        }
    }

    private double extended(int block, int i, int gaussian) {
        return i == 0 ? 1 : model.means[at(block, i - 1, gaussian)];
    }

    private static int at(int block, int d, int gaussian) {
        return (block * AcousticModel.STREAM_LENGTH + d) * AcousticModel.GAUSSIANS + gaussian;
    }

    /// The maps of all phones that were heard.
    Adaptation fit() {
        var maps = new TreeMap<String, float[]>();
        for (int phone = 0; phone < seen.length; phone++) {
            if (seen[phone] > 0) {
                holdBack(phone);
                maps.put(model.phone(phone), solve(phone));
            }
        }
        return new Adaptation(Map.copyOf(maps));
    }

    /// Pretends to have seen every Gaussian where it is, for a share of `trust`.
    private void holdBack(int phone) {
        for (int stream = 0; stream < AcousticModel.STREAMS; stream++) {
            int block = phone * AcousticModel.STREAMS + stream;
            for (int g = 0; g < AcousticModel.GAUSSIANS; g++) {
                for (int d = 0; d < AcousticModel.STREAM_LENGTH; d++) {
                    double share = trust / AcousticModel.GAUSSIANS;
                    count(phone, stream, d, g, share, model.means[at(block, d, g)]);
                }
            }
        }
    }

    private float[] solve(int phone) {
        var map = new float[Adaptation.LENGTH];
        for (int row = 0; row < ROWS; row++) {
            var solution = Cholesky.solve(left[phone][row], right[phone], row * ROW, ROW);
            for (int i = 0; i < ROW; i++) {
                map[row * ROW + i] = (float) solution[i];
            }
        }
        return map;
    }
}
