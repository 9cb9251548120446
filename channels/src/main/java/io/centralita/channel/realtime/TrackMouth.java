package io.centralita.channel.realtime;

import io.centralita.call.leg.OutgoingAudio;
import io.centralita.channel.Beats;
import io.centralita.channel.HeardClock;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Audio on a track: one frame at each beat, silence where nothing is to be said, so that the
/// peer's jitter buffer has a steady stream. Nothing is taken ahead, so what is stopped is stopped
/// with the next beat; what has been heard is reckoned with what waits at the peer ([HeardClock]).
/// Beats that were missed are not made up for: what was to be said is said later.
final class TrackMouth implements Mouth {
    private static final byte[] SILENCE = new byte[AudioFormat.PCM_24K.frameBytes()];
    private static final long BEFORE_THE_FIRST = -1;

    private final Consumer<byte[]> track;
    private final Clears clears;
    private final OutputBuffer buffer;
    private final HeardClock heardClock;
    private final Beats beats = new Beats();
    private long beat = BEFORE_THE_FIRST;
    private boolean ended;

    /// @param track takes 20 ms in PCM of 24 kHz
    /// @param playout how long audio takes from here to the ear
    TrackMouth(Consumer<byte[]> track, Clears clears, OutputBuffer buffer, Duration playout) {
        this.track = track;
        this.clears = clears;
        this.buffer = buffer;
        heardClock = new HeardClock(playout);
    }

    @Override
    public boolean takesAhead() {
        return false;
    }

    @Override
    public void beat(@Nullable OutgoingAudio source, long nowNanos) {
        long due = beats.at(nowNanos);
        if (due == beat || ended) {
            return; // the one before was late by more than half a beat
        }
        beat = due;
        var frame = source == null ? null : source.next();
        if (ended) {
            return;
        }
        if (clears.take()) {
            drop(); // taken while clear was called: before it, for all we know
            frame = null;
        }
        if (frame == null) {
            track.accept(SILENCE);
            buffer.quiet(heardClock.pending() == 0);
        } else {
            track.accept(frame.audio());
            heardClock.sent(frame.sequence(), nowNanos);
            buffer.sounds(frame.utterance());
        }
    }

    @Override
    public long heard(long nowNanos) {
        long heard = heardClock.heard(nowNanos);
        return heard == HeardClock.NOTHING ? 0 : heard;
    }

    @Override
    public void away(boolean away) {
        buffer.away(away);
    }

    @Override
    public void dropIfCleared() {
        if (clears.take()) {
            drop();
        }
    }

    private void drop() {
        buffer.cleared(heardClock.pending());
        heardClock.clear();
    }

    @Override
    public void end() {
        ended = true;
    }
}
