package io.centralita.fake.speech;

import io.centralita.fake.model.wire.ToneAudio;
import io.centralita.media.AudioFormat;
import io.centralita.media.Pcm;

/// What the service sounds like, at 24 kHz. Called on the event loop; must not block.
@FunctionalInterface
public interface Speaker {
    /// Milliseconds of tone a character.
    int MS_A_CHARACTER = 60;

    /// Bursts of a tone for each request, whose pitch tells it from the next sixteen: the one of
    /// the request's number. See [ToneAudio].
    Speaker TONES =
            request ->
                    Pcm.samples(
                            ToneAudio.bytes(
                                    AudioFormat.PCM_24K,
                                    request.number(),
                                    0,
                                    (int) (lengthMs(request.input()) / request.speed())));

    short[] speak(SpokenRequest request);

    /// How long [#TONES] take for a text at normal speed.
    static int lengthMs(String input) {
        return MS_A_CHARACTER * input.length();
    }
}
