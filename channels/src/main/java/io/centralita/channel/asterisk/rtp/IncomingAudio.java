package io.centralita.channel.asterisk.rtp;

import io.centralita.media.rtp.JitterBuffer;

/// Makes frames in the leg's format out of what the jitter buffer hands out, and fills in what it
/// has not.
abstract sealed class IncomingAudio implements JitterBuffer.Sink
        permits IncomingG711, IncomingG722 {
    private int lost;

    /// The 20 ms that were handed out. The array is the caller's: it is all that is allocated.
    abstract byte[] take();

    /// Whether 20 ms more or less of a payload are not heard.
    abstract boolean isQuiet(byte[] payload, int offset, int length);

    @Override
    public final void lost(int frames) {
        lost += frames;
    }

    /// Frames lost since this was asked last.
    final int takeLost() {
        int taken = lost;
        lost = 0;
        return taken;
    }
}
