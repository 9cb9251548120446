package io.centralita.app.bench;

import io.centralita.app.demo.Speech;
import io.centralita.app.text.Messages;
import io.centralita.channel.caller.CallRecording;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The questions of a measurement as text and as speech.
///
/// @param speech 8 kHz samples that end with the last sound
record Caller(Map<Question, String> texts, Map<Question, short[]> speech) {
    static Caller of(
            Collection<Question> questions,
            Messages language,
            SpeechSynthesiser synthesiser,
            Voice voice)
            throws SynthesisException, InterruptedException {
        var texts = new LinkedHashMap<Question, String>();
        var speech = new LinkedHashMap<Question, short[]>();
        for (var question : questions) {
            var text = language.text(question.textKey());
            texts.put(question, text);
            var spoken = Speech.of(synthesiser, text, voice).at(CallRecording.SAMPLE_RATE_HZ);
            speech.put(question, Speech.withoutSilentEnd(spoken).samples());
        }
        return new Caller(texts, speech);
    }

    short[] say(Question question) {
        var spoken = speech.get(question);
        if (spoken == null) {
            throw new IllegalArgumentException("not prepared: " + question);
        }
        return spoken;
    }
}
