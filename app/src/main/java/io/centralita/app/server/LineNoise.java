package io.centralita.app.server;

import io.centralita.engine.pipeline.SpeechRecogniser;
import java.util.Locale;
import java.util.Random;

/// A recogniser that hears the faint hiss of a telephone line under everything. Digital lines are
/// perfectly silent between words, and the embedded recogniser turns down most clean speech that is
/// surrounded by such silence.
public record LineNoise(SpeechRecogniser recogniser) implements SpeechRecogniser {
    /// -55 dBFS, in steps of 16 bit samples.
    private static final double AMPLITUDE = 60;

    private static final long SEED = 146;

    @Override
    public int sampleRateHz() {
        return recogniser.sampleRateHz();
    }

    @Override
    public boolean speaks(Locale language) {
        return recogniser.speaks(language);
    }

    @Override
    public Recognition open(Locale language, int bandwidthHz) {
        return new Noisy(recogniser.open(language, bandwidthHz), new Random(SEED));
    }

    @Override
    public void close() {
        recogniser.close();
    }

    private record Noisy(Recognition recognition, Random random) implements Recognition {
        @Override
        public void accept(short[] pcm, int offset, int length) {
            var noisy = new short[length];
            for (var i = 0; i < length; i++) {
                var sum = Math.round(pcm[offset + i] + AMPLITUDE * random.nextGaussian());
                noisy[i] = (short) Math.clamp(sum, Short.MIN_VALUE, Short.MAX_VALUE);
            }
            recognition.accept(noisy, 0, length);
        }

        @Override
        public Transcript finish() throws RecognitionException, InterruptedException {
            return recognition.finish();
        }

        @Override
        public void close() {
            recognition.close();
        }
    }
}
