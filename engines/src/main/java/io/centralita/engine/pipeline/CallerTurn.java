package io.centralita.engine.pipeline;

import io.centralita.call.engine.Usage;
import io.centralita.engine.pipeline.SpeechRecogniser.Recognition;
import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import io.centralita.engine.pipeline.SpeechRecogniser.Transcript;
import io.centralita.media.Resampler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One attempt to recognise what the caller is saying. Where the caller goes on after a pause it is
/// thrown away and another one is opened.
///
/// The hearing thread feeds it until it hands it over; then the answering thread asks for its text.
/// [#throwAway] is for any thread.
final class CallerTurn {
    private final Recognition recognition;
    private final Resampler resampler;
    private volatile boolean thrownAway;
    private @Nullable Transcript transcript;
    private boolean booked;

    CallerTurn(Recognition recognition, int fromHz, int toHz) {
        this.recognition = recognition;
        this.resampler = new Resampler(fromHz, toHz);
    }

    void accept(short[] samples) {
        feed(resampler.process(samples));
    }

    /// The hearing thread's last word: nothing follows.
    void complete() {
        feed(resampler.flush());
    }

    private void feed(short[] samples) {
        if (samples.length > 0) {
            recognition.accept(samples, 0, samples.length);
        }
    }

    /// The text; asked for again it is the same.
    Transcript text() throws RecognitionException, InterruptedException {
        var known = transcript;
        if (known == null) {
            try {
                known = recognition.finish();
                transcript = known;
            } finally {
                recognition.close();
            }
        }
        return known;
    }

    /// What its text has cost; told once. Belongs to the answering thread like the text.
    List<Usage> used() {
        if (booked || transcript == null) {
            return List.of();
        }
        booked = true;
        return transcript.used();
    }

    boolean isThrownAway() {
        return thrownAway;
    }

    void throwAway() {
        thrownAway = true;
        recognition.close();
    }
}
