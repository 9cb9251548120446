package io.centralita.channel.asterisk.websocket;

/// How much of what was sent the caller has not heard yet, and how much of it nobody has confirmed.
///
/// A mark that was processed says that everything before it was played and the next frame is on its
/// way. From there on the ear moves with the time, in whole frames, up to what was sent. Before the
/// first confirmation the time of sending stands in for it: Asterisk's timer takes the first frame
/// within 20 ms. Where confirmations stay away the ear is not trusted to have moved: only so much
/// is sent without one, so that what a stalled network delivers late is little.
///
/// Positions are nanoseconds of audio since the last [#reset]. On a network with delay,
/// confirmations tell the past and what is sent arrives in the future: its round trip is sent ahead
/// as well.
final class MediaWindow {
    static final long FRAME_NANOS = 20_000_000;

    /// A mark each 100 ms, a late beat on either side, and something for the network.
    private static final long UNCONFIRMED_NANOS = 300_000_000;

    /// What is made up for of a network's delay.
    static final long MAX_ROUND_TRIP_NANOS = 400_000_000;

    private final long aheadNanos;
    private long roundTripNanos;
    private long sent;
    private long confirmed;
    private long anchor;
    private long anchorNanos;

    MediaWindow(long aheadNanos) {
        this.aheadNanos = aheadNanos;
    }

    void roundTrip(long nanos) {
        roundTripNanos = Math.clamp(nanos, 0, MAX_ROUND_TRIP_NANOS);
    }

    long roundTrip() {
        return roundTripNanos;
    }

    void reset() {
        sent = 0;
        confirmed = 0;
        anchor = 0;
    }

    boolean hasRoom(long nowNanos) {
        long allowed = aheadNanos + roundTripNanos;
        return ahead(nowNanos) + FRAME_NANOS <= allowed
                && sent - confirmed + FRAME_NANOS <= allowed + UNCONFIRMED_NANOS;
    }

    /// A frame of 20 ms was sent.
    void sent(long nowNanos) {
        if (ahead(nowNanos) == 0) {
            anchor = sent;
            anchorNanos = nowNanos + FRAME_NANOS;
        }
        sent += FRAME_NANOS;
    }

    /// Asterisk had played everything up to this position when it said so.
    void heard(long position, long nowNanos) {
        if (position >= confirmed && position <= sent) {
            confirmed = position;
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
