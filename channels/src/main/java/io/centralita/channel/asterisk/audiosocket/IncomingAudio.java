package io.centralita.channel.asterisk.audiosocket;

import io.centralita.media.Pcm;
import io.centralita.media.Resampler;
import org.jspecify.annotations.Nullable;

/// Brings audio of any rate to the line's. Confined to the line's event loop.
final class IncomingAudio {
    private final int rateHz;
    private int otherHz;
    private @Nullable Resampler resampler;

    IncomingAudio(int rateHz) {
        this.rateHz = rateHz;
    }

    /// The very same array where nothing has to be done; may be empty.
    byte[] convert(int fromHz, byte[] pcm) {
        if (fromHz == rateHz) {
            resampler = null;
            return pcm;
        }
        var current = resampler;
        if (current == null || otherHz != fromHz) {
            current = new Resampler(fromHz, rateHz);
            resampler = current;
            otherHz = fromHz;
        }
        return Pcm.bytes(current.process(Pcm.samples(pcm)));
    }
}
