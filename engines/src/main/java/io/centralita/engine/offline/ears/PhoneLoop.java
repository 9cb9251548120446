package io.centralita.engine.offline.ears;

import java.util.Arrays;

/// Any phones in any order: how well the speech could be explained if it were free of the grammar.
/// Beside the grammar's score this tells speech that the grammar covers from other speech. Confined
/// to one thread.
final class PhoneLoop {
    private static final float NEVER = -1e30f;

    private final AcousticModel model;
    private final float phoneScore;
    private final int[] phones;
    private final int silence;
    private final float[] score;
    private float best;
    private float out;
    private boolean speech;

    /// @param phoneScore added for each phone, in nats
    PhoneLoop(AcousticModel model, float phoneScore) {
        this.model = model;
        this.phoneScore = phoneScore;
        phones =
                java.util.stream.IntStream.range(0, model.phoneCount())
                        .filter(p -> !model.phone(p).startsWith("+"))
                        .toArray();
        silence = model.silence();
        score = new float[model.phoneCount() * AcousticModel.STATES];
    }

    void start() {
        Arrays.fill(score, NEVER);
        best = 0;
        out = 0;
    }

    void step(FrameScorer scorer) {
        float nextBest = NEVER;
        float nextOut = NEVER;
        for (int phone : phones) {
            int at = phone * AcousticModel.STATES;
            float in = out + (phone == silence ? 0 : phoneScore);
            float last =
                    Math.max(
                            score[at + 2] + model.stay[at + 2],
                            score[at + 1] + model.leave[at + 1]);
            float middle =
                    Math.max(score[at + 1] + model.stay[at + 1], score[at] + model.leave[at]);
            float first = Math.max(score[at] + model.stay[at], in);
            int sequence = model.contextFree(phone);
            score[at + 2] = last + scorer.score(model.senone(sequence, 2));
            score[at + 1] = middle + scorer.score(model.senone(sequence, 1));
            score[at] = first + scorer.score(model.senone(sequence, 0));
            float top = Math.max(Math.max(score[at], score[at + 1]), score[at + 2]);
            if (top > nextBest) {
                nextBest = top;
                speech = phone != silence;
            }
            nextOut = Math.max(nextOut, score[at + 2] + model.leave[at + 2]);
        }
        best = nextBest;
        out = nextOut;
    }

    /// Natural logarithm of the likelihood of the frames so far.
    float score() {
        return best;
    }

    /// Whether the latest frame sounds like a phone rather than like silence.
    boolean hearsSpeech() {
        return speech;
    }
}
