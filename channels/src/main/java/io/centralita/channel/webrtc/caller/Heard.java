package io.centralita.channel.webrtc.caller;

import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import java.util.Arrays;

/// What the caller hears, silence included: 48 kHz, up to ten minutes; what comes later is not
/// kept. Not thread-safe.
final class Heard {
    private static final int MOST = Peer.HEAR_RATE_HZ * 600;

    private final boolean kept;
    private short[] samples = new short[0];
    private int length;
    private long frames;
    private long audible;

    /// @param kept whether there is a recording; where not, it is only counted
    Heard(boolean kept) {
        this.kept = kept;
    }

    void add(byte[] frame) {
        var more = Pcm.samples(frame);
        frames++;
        if (Levels.rmsDbfs(more) > Levels.SILENCE_DBFS) {
            audible++;
        }
        if (!kept || length + more.length > MOST) {
            return;
        }
        if (length + more.length > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(Peer.HEAR_RATE_HZ, samples.length * 2));
        }
        System.arraycopy(more, 0, samples, length, more.length);
        length += more.length;
    }

    short[] all() {
        return Arrays.copyOf(samples, length);
    }

    /// Of 10 ms.
    long frames() {
        return frames;
    }

    /// Frames that were more than silence.
    long audible() {
        return audible;
    }
}
