package io.centralita.app.doctor;

import io.centralita.app.demo.Speech;
import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.server.MachineVoice;
import io.centralita.app.settings.EmbeddedNeeds;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.engine.offline.ears.SphinxRecogniser;
import io.centralita.engine.offline.ears.Vocabulary;
import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.util.List;

/// Whether what is said is understood: a question goes from text to speech to text.
public final class EarsChecks {
    private static final int TELEPHONE_HZ = 4_000;
    private static final Vocabulary VOCABULARY = new Vocabulary(List.of(146), List.of(), List.of());

    private final Settings settings;
    private final Messages messages;
    private final MachineVoice voices;

    public EarsChecks(Settings settings, Messages messages) {
        this(settings, messages, MachineVoice.ESPEAK);
    }

    /// @param voices the machine's
    EarsChecks(Settings settings, Messages messages, MachineVoice voices) {
        this.settings = settings;
        this.messages = messages;
        this.voices = voices;
    }

    public List<Check> checks() {
        return List.of(new Check(messages.text("doctor.ears"), this::understand));
    }

    private Finding understand() throws RecognitionException, InterruptedException {
        var language = settings.calls().language();
        var question = Messages.in(language).text("demo.question");
        try (var voice = voices.open();
                var ears = new SphinxRecogniser(VOCABULARY);
                var recognition = ears.open(language, TELEPHONE_HZ)) {
            var speech =
                    Speech.of(voice, question, Voice.of(language))
                            .at(8_000)
                            .at(ears.sampleRateHz());
            recognition.accept(speech.samples(), 0, speech.samples().length);
            var heard = recognition.finish();
            return heard.text().contains("146")
                    ? new Finding.Pass("«" + heard.text() + "»")
                    : new Finding.Fail(
                            messages.text("doctor.ears.misheard", question, heard.text()),
                            messages.text("doctor.remedy.fault"));
        } catch (SynthesisException _) { // no voice, nothing to hear
            var needs = EmbeddedNeeds.of(settings);
            if (needs.voice()) {
                return new Finding.Fail(
                        messages.text("doctor.voice.none"), messages.text("start.no-voice"));
            }
            return new Finding.Note(
                    messages.text(needs.ears() ? "doctor.ears.untried" : "doctor.ears.optional"));
        }
    }
}
