package io.centralita.channel.twilio;

/// How much of what was sent the caller has not heard yet.
///
/// An acknowledged mark says what had been heard a moment ago; from there on the ear moves with the
/// time, in whole frames, up to what was sent. Before the first mark comes back the time of sending
/// stands in for it, with an allowance because nobody plays what he has just received.
///
/// Positions are nanoseconds of audio since the last [#reset].
final class PlayoutWindow {
    private static final long FRAME_NANOS = 20_000_000;
    private static final long START_ALLOWANCE_NANOS = 2 * FRAME_NANOS;

    private final long maxAheadNanos;
    private long sent;
    private long anchor;
    private long anchorNanos;

    PlayoutWindow(long maxAheadNanos) {
        this.maxAheadNanos = maxAheadNanos;
    }

    void reset() {
        sent = 0;
        anchor = 0;
    }

    boolean hasRoom(long nowNanos) {
        return ahead(nowNanos) + FRAME_NANOS <= maxAheadNanos;
    }

    void sent(long lengthNanos, long nowNanos) {
        if (ahead(nowNanos) == 0) {
            anchor = sent;
            anchorNanos = nowNanos + START_ALLOWANCE_NANOS;
        }
        sent += lengthNanos;
    }

    /// The caller had heard everything up to this position when the mark left him.
    void heard(long position, long nowNanos) {
        if (position <= sent) {
            anchor = position;
            anchorNanos = nowNanos;
        }
    }

    /// Audio sent and not heard, 0 or more.
    long ahead(long nowNanos) {
        long frames = Math.max(0, nowNanos - anchorNanos) / FRAME_NANOS;
        return sent - Math.min(sent, anchor + frames * FRAME_NANOS);
    }

    /// Audio sent since the last reset.
    long position() {
        return sent;
    }
}
