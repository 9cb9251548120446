package io.centralita.engine.speech;

import io.centralita.engine.pipeline.SpeechSynthesiser.Sink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The audio of one text on its way to the caller, and how much of it there may be. Confined to one
/// thread.
final class SpokenAudio {
    private static final Logger log = LoggerFactory.getLogger(SpokenAudio.class);

    private final Sink sink;
    private final long most;
    private long samples;
    private boolean wanted = true;

    /// @param most samples that the text can take; a voice that goes on is a model gone astray
    SpokenAudio(Sink sink, long most) {
        this.sink = sink;
        this.most = most;
    }

    /// @return false when nothing may follow: nobody wants it, or it was too much
    boolean add(short[] pcm) throws InterruptedException {
        if (pcm.length == 0) {
            return wanted;
        }
        samples += pcm.length;
        wanted = sink.accept(pcm, 0, pcm.length);
        if (wanted && samples > most) {
            log.atWarn().addKeyValue("samples", samples).log("voice did not come to an end");
            return false;
        }
        return wanted;
    }

    /// How long it sounds, as far as it came.
    long lengthMs() {
        return samples * 1_000 / VoiceOptions.OPENAI_RATE_HZ;
    }

    boolean hasBegun() {
        return samples > 0;
    }

    /// False when the sink said no.
    boolean isWanted() {
        return wanted;
    }
}
