package io.centralita.engine.offline.ears;

import static io.centralita.engine.offline.ears.AcousticModel.GAUSSIANS;
import static io.centralita.engine.offline.ears.AcousticModel.STREAMS;
import static io.centralita.engine.offline.ears.AcousticModel.STREAM_LENGTH;

import java.util.Arrays;

/// Scores of senones at one frame, computed when first asked for. Confined to one thread.
final class FrameScorer {
    /// Gaussians of a codebook that count at a frame, the model's own training choice.
    private static final int TOP = 4;

    private final AcousticModel model;
    private float[] frame = new float[0];
    private int now;

    private final int[] codebookDone;
    private final float[] offset;
    private final int[] topIndex;
    private final float[] topShare;

    private final int[] senoneDone;
    private final float[] senoneScore;
    private final float[] sums = new float[GAUSSIANS];

    FrameScorer(AcousticModel model, int senones) {
        this.model = model;
        codebookDone = new int[model.phoneCount()];
        offset = new float[model.phoneCount()];
        topIndex = new int[model.phoneCount() * STREAMS * TOP];
        topShare = new float[model.phoneCount() * STREAMS * TOP];
        senoneDone = new int[senones];
        senoneScore = new float[senones];
    }

    /// Moves to a frame.
    ///
    /// @param features 39 values: cepstra, their differences, and the differences of those
    void frame(float[] features) {
        if (now == Integer.MAX_VALUE) {
            now = 0;
            Arrays.fill(codebookDone, 0);
            Arrays.fill(senoneDone, 0);
        }
        now++;
        frame = features;
    }

    /// The natural logarithm of the likelihood of the frame in a senone.
    float score(int senone) {
        if (senoneDone[senone] == now) {
            return senoneScore[senone];
        }
        int codebook = model.phoneOf(senone);
        if (codebookDone[codebook] != now) {
            score(codebook, STREAMS);
            codebookDone[codebook] = now;
        }
        var weights = model.weights;
        float product = 1;
        for (int stream = 0; stream < STREAMS; stream++) {
            int row = (senone * STREAMS + stream) * GAUSSIANS;
            int at = (codebook * STREAMS + stream) * TOP;
            float sum = 0;
            for (int k = at; k < at + TOP; k++) {
                sum += weights[row + topIndex[k]] * topShare[k];
            }
            product *= sum;
        }
        float score = offset[codebook] + (float) Math.log(product);
        senoneDone[senone] = now;
        senoneScore[senone] = score;
        return score;
    }

    private void score(int codebook, int streams) {
        float best = 0;
        for (int stream = 0; stream < streams; stream++) {
            int block = codebook * STREAMS + stream;
            gaussians(block, stream);
            best += top(block * TOP);
        }
        offset[codebook] = best;
    }

    private void gaussians(int block, int stream) {
        var means = model.means;
        var precisions = model.precisions;
        // A local, so that the compiler may vectorise the inner loop.
        var sums = this.sums;
        System.arraycopy(model.factors, block * GAUSSIANS, sums, 0, GAUSSIANS);
        for (int d = 0; d < STREAM_LENGTH; d++) {
            float value = frame[stream * STREAM_LENGTH + d];
            int row = (block * STREAM_LENGTH + d) * GAUSSIANS;
            for (int g = 0; g < GAUSSIANS; g++) {
                float difference = value - means[row + g];
                sums[g] -= difference * difference * precisions[row + g];
            }
        }
    }

    /// Keeps the best Gaussians as shares of the very best, whose logarithm is returned.
    private float top(int at) {
        float worst = Float.NEGATIVE_INFINITY;
        Arrays.fill(topShare, at, at + TOP, Float.NEGATIVE_INFINITY);
        for (int g = 0; g < GAUSSIANS; g++) {
            if (sums[g] > worst) {
                int k = at + TOP - 1;
                for (; k > at && topShare[k - 1] < sums[g]; k--) {
                    topShare[k] = topShare[k - 1];
                    topIndex[k] = topIndex[k - 1];
                }
                topShare[k] = sums[g];
                topIndex[k] = g;
                worst = topShare[at + TOP - 1];
            }
        }
        float best = topShare[at];
        for (int k = at; k < at + TOP; k++) {
            topShare[k] = (float) Math.exp(topShare[k] - best);
        }
        return best;
    }
}
