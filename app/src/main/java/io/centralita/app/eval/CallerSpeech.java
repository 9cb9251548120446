package io.centralita.app.eval;

import io.centralita.app.demo.Speech;
import io.centralita.app.eval.scenario.Scenario;
import io.centralita.app.eval.scenario.Step.Action;
import io.centralita.channel.caller.CallRecording;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.Recording;
import io.centralita.media.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/// What the caller of a scenario says, as sound.
final class CallerSpeech {
    private static final int LARGEST_WAV = 64 * 1_024 * 1_024;

    private CallerSpeech() {}

    /// 8 kHz samples that end with the last sound, by the index of the step.
    static Map<Integer, short[]> of(Scenario scenario, SpeechSynthesiser synthesiser)
            throws SynthesisException, InterruptedException, IOException {
        var caller = scenario.caller();
        var voice = new Voice(scenario.language(), caller.voice(), caller.speed());
        var speech = new HashMap<Integer, short[]>();
        for (var i = 0; i < scenario.steps().size(); i++) {
            switch (scenario.steps().get(i).action()) {
                case Action.Say(var text) ->
                        speech.put(i, samples(Speech.of(synthesiser, text, voice)));
                case Action.Play(var audio) -> {
                    try (var in = Files.newInputStream(audio)) {
                        speech.put(i, samples(Wav.read(in, LARGEST_WAV)));
                    }
                }
                case Action.Keys _,
                        Action.Pause _,
                        Action.Listen _,
                        Action.AwaitHangUp _,
                        Action.HangUp _ -> {}
            }
        }
        return speech;
    }

    private static short[] samples(Recording speech) {
        return Speech.withoutSilentEnd(speech).at(CallRecording.SAMPLE_RATE_HZ).samples();
    }
}
