package io.centralita.channel.webrtc.caller;

import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.media.Pcm;
import io.centralita.media.Resampler;
import java.util.ArrayDeque;

/// What the caller is about to say, 20 ms for 20 ms, silence in between. Thread-safe.
final class Mouth {
    static final int FRAME = Peer.SAY_RATE_HZ / 50;

    private static final byte[] SILENCE = new byte[FRAME * 2];

    private final ArrayDeque<short[]> waiting = new ArrayDeque<>();
    private int offset;

    synchronized void say(short[] samples, int rateHz) {
        waiting.add(Resampler.convert(samples, rateHz, Peer.SAY_RATE_HZ));
    }

    /// Forgets what was not said yet.
    synchronized void hush() {
        waiting.clear();
        offset = 0;
    }

    /// Whether everything was said.
    synchronized boolean silent() {
        return waiting.isEmpty();
    }

    synchronized byte[] next() {
        if (waiting.isEmpty()) {
            return SILENCE;
        }
        var frame = new short[FRAME];
        int filled = 0;
        while (filled < FRAME && !waiting.isEmpty()) {
            var head = waiting.element();
            int taken = Math.min(FRAME - filled, head.length - offset);
            System.arraycopy(head, offset, frame, filled, taken);
            filled += taken;
            offset += taken;
            if (offset == head.length) {
                waiting.remove();
                offset = 0;
            }
        }
        return Pcm.bytes(frame);
    }
}
