package io.centralita.engine.offline.ears;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class AdaptationTrainerTest {
    private static final float SHIFT = 0.5f;

    @Test
    void phones_that_sound_shifted_are_explained_better_and_others_stay() throws IOException {
        var model = AcousticModel.load();
        int phone = model.phone("AA");
        int senone = model.senone(model.contextFree(phone), 1);
        var frames = new float[AcousticModel.GAUSSIANS][FrontEnd.FEATURES];
        var senones = new int[frames.length];
        for (int g = 0; g < frames.length; g++) {
            senones[g] = senone;
            for (int row = 0; row < FrontEnd.FEATURES; row++) {
                frames[g][row] = mean(model, phone, row, g) + SHIFT;
            }
        }
        var trainer = new AdaptationTrainer(model, model, 1);
        trainer.add(frames, senones);
        var adapted = model.adapted(trainer.fit());
        assertThat(score(adapted, frames, senone)).isGreaterThan(score(model, frames, senone) + 1);
        int other = model.phone("IY");
        assertThat(mean(adapted, other, 0, 3)).isEqualTo(mean(model, other, 0, 3));
    }

    @Test
    void without_a_frame_nothing_is_moved() throws IOException {
        var model = AcousticModel.load();
        assertThat(new AdaptationTrainer(model, model, 1).fit()).isEqualTo(Adaptation.NONE);
    }

    /// Nats a frame.
    private static double score(AcousticModel model, float[][] frames, int senone) {
        var scorer = new FrameScorer(model, model.senoneCount());
        double sum = 0;
        for (var frame : frames) {
            scorer.frame(frame);
            sum += scorer.score(senone);
        }
        return sum / frames.length;
    }

    private static float mean(AcousticModel model, int phone, int row, int gaussian) {
        int block = phone * AcousticModel.STREAMS + row / AcousticModel.STREAM_LENGTH;
        int d = row % AcousticModel.STREAM_LENGTH;
        return model.means[
                (block * AcousticModel.STREAM_LENGTH + d) * AcousticModel.GAUSSIANS + gaussian];
    }
}
