package io.centralita.engine.phrase;

import io.centralita.call.engine.Usage;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Sink;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.AudioFormat;
import io.centralita.media.Pcm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;

/// The voice of a synthesiser that takes its time, or that somebody is paid for.
public final class SynthesiserVoice implements PhraseVoice {
    /// No sentence is as long as this.
    private static final int MOST_BYTES = 4_000_000;

    private final SpeechSynthesiser synthesiser;
    private final String name;
    private final Consumer<Usage> used;

    /// @param synthesiser is not closed; one that has others speak for it would have them kept
    ///   under this name
    /// @param name of model and voice, and of all else that changes how it sounds
    /// @param used is told what is used, for nothing of it belongs to a call
    public SynthesiserVoice(SpeechSynthesiser synthesiser, String name, Consumer<Usage> used) {
        this.synthesiser = synthesiser;
        this.name = name;
        this.used = used;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean speaks(Locale language) {
        return synthesiser.speaks(language);
    }

    @Override
    public Rendered say(String text, Locale language) throws IOException, InterruptedException {
        var pcm = new ByteArrayOutputStream();
        try {
            synthesiser.speak(
                    text,
                    Voice.of(language),
                    new Sink() {
                        @Override
                        public boolean accept(short[] samples, int offset, int length) {
                            pcm.writeBytes(Pcm.bytes(samples, offset, length));
                            return pcm.size() <= MOST_BYTES;
                        }

                        @Override
                        public void used(Usage usage) {
                            used.accept(usage);
                        }
                    });
        } catch (SynthesisException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (pcm.size() == 0 || pcm.size() > MOST_BYTES) {
            throw new IOException(pcm.size() == 0 ? "nothing was said" : "too much was said");
        }
        return new Rendered(pcm.toByteArray(), AudioFormat.pcm(synthesiser.sampleRateHz()));
    }
}
