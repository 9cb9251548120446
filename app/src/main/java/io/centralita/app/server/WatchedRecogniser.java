package io.centralita.app.server;

import io.centralita.engine.pipeline.SpeechRecogniser;
import java.util.Locale;

/// A recogniser that somebody looks at while it works.
record WatchedRecogniser(SpeechRecogniser recogniser, ServerWatcher watcher)
        implements SpeechRecogniser {
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
        return new Watched(recogniser.open(language, bandwidthHz), watcher);
    }

    @Override
    public void close() {
        recogniser.close();
    }

    private record Watched(Recognition recognition, ServerWatcher watcher) implements Recognition {
        @Override
        public void accept(short[] pcm, int offset, int length) {
            recognition.accept(pcm, offset, length);
        }

        @Override
        public Transcript finish() throws RecognitionException, InterruptedException {
            var asked = System.nanoTime();
            var transcript = recognition.finish();
            watcher.recognised(asked, System.nanoTime());
            return transcript;
        }

        @Override
        public void close() {
            recognition.close();
        }
    }
}
