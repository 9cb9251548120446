package io.centralita.app.demo;

import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.Levels;
import io.centralita.media.Recording;
import java.util.Arrays;

/// A text as audio in memory.
public final class Speech {
    private static final int FIRST_ROOM = 1 << 16;
    private static final double SILENT_DBFS = -50;

    private Speech() {}

    public static Recording of(SpeechSynthesiser synthesiser, String text, Voice voice)
            throws SynthesisException, InterruptedException {
        var pieces = new Samples();
        synthesiser.speak(text, voice, pieces::add);
        return new Recording(synthesiser.sampleRateHz(), pieces.all());
    }

    /// Without the silence a synthesiser leaves at the end, so that the end of the audio is the end
    /// of speech.
    public static Recording withoutSilentEnd(Recording speech) {
        var step = speech.sampleRateHz() / 100;
        var end = speech.samples().length;
        while (end >= step && Levels.rmsDbfs(speech.samples(), end - step, step) < SILENT_DBFS) {
            end -= step;
        }
        return new Recording(speech.sampleRateHz(), Arrays.copyOf(speech.samples(), end));
    }

    private static final class Samples {
        private short[] samples = new short[FIRST_ROOM];
        private int count;

        boolean add(short[] pcm, int offset, int length) {
            if (count + length > samples.length) {
                samples = Arrays.copyOf(samples, Math.max(2 * samples.length, count + length));
            }
            System.arraycopy(pcm, offset, samples, count, length);
            count += length;
            return true;
        }

        short[] all() {
            return Arrays.copyOf(samples, count);
        }
    }
}
