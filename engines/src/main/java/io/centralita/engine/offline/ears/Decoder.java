package io.centralita.engine.offline.ears;

import io.centralita.engine.pipeline.SpeechRecogniser.Transcript;
import java.util.List;

/// Hears one utterance at a time with one compiled grammar. Confined to one thread; several
/// decoders share the model and the network.
final class Decoder {
    /// What tells speech of the grammar from other speech, and how far to search.
    static final Search.Limits LIMITS = new Search.Limits(100, 70, -10, 6000);

    /// A cough or a click is shorter than any word.
    private static final int LEAST_SPEECH_FRAMES = 12;

    private static final float PHONE_SCORE = -3;

    private final QuestionGrammar grammar;

    /// Below this it was not a sentence of the grammar.
    private final float leastMargin;

    private final FrontEnd frontEnd = new FrontEnd();
    private final FrameScorer scorer;
    private final Search search;
    private final PhoneLoop loop;

    /// @param margin nats a frame of speech by which the grammar is better than free phones;
    ///   negative as a rule
    /// @param speechFrames frames of 10 ms that sound like a phone
    record Result(List<Integer> words, float margin, int speechFrames, int frames, long units) {}

    Decoder(AcousticModel model, PhoneNetwork network, QuestionGrammar grammar) {
        this.grammar = grammar;
        leastMargin = grammar.texts().leastMargin();
        scorer = new FrameScorer(model, model.senoneCount());
        search = new Search(model, network, LIMITS);
        loop = new PhoneLoop(model, PHONE_SCORE);
    }

    Result decode(short[] pcm, int length, int bandwidthHz) {
        var features = frontEnd.features(pcm, length, bandwidthHz);
        search.start();
        loop.start();
        int speech = 0;
        long units = 0;
        for (var frame : features) {
            scorer.frame(frame);
            search.step(scorer);
            loop.step(scorer);
            speech += loop.hearsSpeech() ? 1 : 0;
            units += search.activeUnits();
        }
        var best = search.finish();
        float margin = (best.score() - loop.score()) / Math.max(speech, 1);
        return new Result(best.words(), margin, speech, features.length, units);
    }

    /// The text of an utterance, where the grammar explains it nearly as well as free phones do.
    Transcript transcribe(short[] pcm, int length, int bandwidthHz) {
        var result = decode(pcm, length, bandwidthHz);
        if (result.words().isEmpty()
                || result.speechFrames() < LEAST_SPEECH_FRAMES
                || result.margin() < leastMargin) {
            return Transcript.NOT_UNDERSTOOD;
        }
        double confidence = 1 / (1 + Math.exp(-2 * (result.margin() - leastMargin)));
        return new Transcript(grammar.heard(result.words()).text(), confidence);
    }
}
