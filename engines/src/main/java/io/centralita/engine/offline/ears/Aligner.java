package io.centralita.engine.offline.ears;

import java.util.Arrays;

/// Finds which senone each frame of an utterance belongs to when its words are known, in the small
/// networks of single sentences. Confined to one thread.
final class Aligner {
    private static final float NEVER = -1e30f;

    /// Nats below the best state at which a way is given up; wide, for the way is known.
    private static final float BEAM = 300;

    private static final int FIRST = 0;
    private static final int STAYED = 1;
    private static final int MOVED = 2;
    private static final int ENTERED = 3;

    private final AcousticModel model;
    private final PhoneNetwork network;
    private final FrameScorer scorer;

    Aligner(AcousticModel model, PhoneNetwork network) {
        this.model = model;
        this.network = network;
        scorer = new FrameScorer(model, model.senoneCount());
    }

    /// A senone for each frame; none at all where the frames are too few for the sentence.
    int[] align(float[][] features) {
        int units = network.size();
        int states = units * AcousticModel.STATES;
        var score = new float[states];
        var next = new float[states];
        Arrays.fill(score, NEVER);
        var how = new byte[features.length][states];
        var from = new int[features.length][units];
        var in = new float[units];
        Arrays.fill(in, NEVER);
        for (int unit : network.entries) {
            in[unit] = 0;
        }
        float floor = NEVER / 2;
        for (int t = 0; t < features.length; t++) {
            scorer.frame(features[t]);
            float top = NEVER;
            for (int at = 0; at < states; at++) {
                int state = at % AcousticModel.STATES;
                int unit = at / AcousticModel.STATES;
                int phone = network.phone[unit] * AcousticModel.STATES;
                float stayed = score[at] + model.stay[phone + state];
                float came =
                        state == FIRST ? in[unit] : score[at - 1] + model.leave[phone + state - 1];
                how[t][at] = (byte) (came > stayed ? state == FIRST ? ENTERED : MOVED : STAYED);
                float best = Math.max(came, stayed);
                next[at] = best <= floor ? NEVER : best + scorer.score(network.senones[at]);
                top = Math.max(top, next[at]);
            }
            floor = Math.max(top - BEAM, NEVER / 2);
            var swap = score;
            score = next;
            next = swap;
            Arrays.fill(in, NEVER);
            if (t + 1 < features.length) {
                for (int unit = 0; unit < units; unit++) {
                    float out = exit(score, unit);
                    for (int i = network.nextStart[unit]; i < network.nextStart[unit + 1]; i++) {
                        if (out > in[network.next[i]]) {
                            in[network.next[i]] = out;
                            from[t + 1][network.next[i]] = unit;
                        }
                    }
                }
            }
        }
        return trace(score, how, from);
    }

    private float exit(float[] score, int unit) {
        int last = AcousticModel.STATES - 1;
        return score[unit * AcousticModel.STATES + last]
                + model.leave[network.phone[unit] * AcousticModel.STATES + last];
    }

    private int[] trace(float[] score, byte[][] how, int[][] from) {
        int best = -1;
        for (int unit : network.endings()) {
            if (best < 0 || exit(score, unit) > exit(score, best)) {
                best = unit;
            }
        }
        if (best < 0 || exit(score, best) <= NEVER / 2) {
            return new int[0];
        }
        var senones = new int[how.length];
        int at = best * AcousticModel.STATES + AcousticModel.STATES - 1;
        for (int t = how.length - 1; t >= 0; t--) {
            senones[t] = network.senones[at];
            if (how[t][at] == MOVED) {
                at--;
            } else if (how[t][at] == ENTERED) {
                at = from[t][at / AcousticModel.STATES] * AcousticModel.STATES + 2;
            }
        }
        return senones;
    }
}
