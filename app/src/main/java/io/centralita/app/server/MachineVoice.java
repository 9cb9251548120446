package io.centralita.app.server;

import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;

/// The voice that this machine has, if it has one.
@FunctionalInterface
public interface MachineVoice {
    MachineVoice ESPEAK = () -> EspeakSynthesiser.open(EspeakSettings.DEFAULTS);

    /// @throws SynthesisException where there is none
    SpeechSynthesiser open() throws SynthesisException;
}
