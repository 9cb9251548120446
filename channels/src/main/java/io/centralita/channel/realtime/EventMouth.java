package io.centralita.channel.realtime;

import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Audio in events, as fast as it is made, half a second to an event: the peer buffers it, and it
/// is reckoned to be played in real time ([PlayedClock]). A frame whose utterance is not known yet
/// is held until the engine's words for it have come.
final class EventMouth implements Mouth {
    /// Frames taken at one beat: fifty times real time.
    static final int FRAMES_PER_BEAT = 50;

    /// Frames in one event.
    private static final int FRAMES_PER_EVENT = 25;

    /// Audio that the peer has and cannot have played yet.
    static final Duration MOST_AHEAD = Duration.ofMinutes(5);

    private static final long HOLD_NANOS = Duration.ofMillis(250).toNanos();
    private static final long NEVER = Long.MIN_VALUE;

    private final RealtimeSession session;
    private final Clears clears;
    private final long stallNanos;
    private final PlayedClock played = new PlayedClock();
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();

    private @Nullable OutgoingFrame held;
    private long heldSinceNanos = NEVER;
    private long fullSinceNanos = NEVER;
    private Response.@Nullable Message batchOf;
    private long batchUtterance;
    private int batchFrames;
    private boolean ended;

    /// @param stall how long the peer may read nothing
    EventMouth(RealtimeSession session, Clears clears, Duration stall) {
        this.session = session;
        this.clears = clears;
        this.stallNanos = stall.toNanos();
    }

    @Override
    public boolean takesAhead() {
        return true;
    }

    @Override
    public void beat(@Nullable OutgoingAudio source, long nowNanos) {
        if (session.out().isFull()) {
            waitForRoom(nowNanos);
        } else {
            fullSinceNanos = NEVER;
            send(source, nowNanos);
        }
    }

    @Override
    public long heard(long nowNanos) {
        return played.played(nowNanos);
    }

    private void waitForRoom(long nowNanos) {
        if (fullSinceNanos == NEVER) {
            fullSinceNanos = nowNanos;
        } else if (nowNanos - fullSinceNanos > stallNanos) {
            session.breakOff(CloseCode.POLICY, "peer-stalled");
        }
    }

    private void send(@Nullable OutgoingAudio source, long nowNanos) {
        for (int i = 0; source != null && !ended && i < FRAMES_PER_BEAT; i++) {
            if (played.ahead(nowNanos) > MOST_AHEAD.toNanos() || session.out().isFull()) {
                break;
            }
            var frame = held == null ? source.next() : held;
            held = null;
            if (dropped()) {
                continue;
            }
            if (frame == null) {
                flushBatch();
                session.responses().drained();
                return;
            }
            if (!send(frame, nowNanos)) {
                break;
            }
        }
        flushBatch();
    }

    /// @return false where it has to wait
    private boolean send(OutgoingFrame frame, long nowNanos) {
        if (frame.utterance() != batchUtterance) {
            flushBatch(); // before the next one begins, which may end the one before
            batchUtterance = frame.utterance();
        }
        var message = session.responses().messageOf(frame.utterance());
        if (message == null) {
            if (heldSinceNanos == NEVER) {
                heldSinceNanos = nowNanos;
            }
            if (nowNanos - heldSinceNanos < HOLD_NANOS) {
                held = frame;
                return false;
            }
            message = session.responses().adopt(frame.utterance()).orElse(null);
        }
        heldSinceNanos = NEVER;
        var aloud = message != null && message.isOpen() && message.isSpoken();
        played.sent(frame.sequence(), aloud, nowNanos);
        if (aloud) {
            if (batchFrames == FRAMES_PER_EVENT) {
                flushBatch();
            }
            batchOf = message;
            batchFrames++;
            batch.writeBytes(frame.audio());
        }
        return true;
    }

    private void flushBatch() {
        var message = batchOf;
        if (message != null) {
            session.call().sound(message, batch.toByteArray(), batchFrames);
        }
        batch.reset();
        batchOf = null;
        batchFrames = 0;
    }

    @Override
    public void dropIfCleared() {
        dropped();
    }

    private boolean dropped() {
        if (!clears.take()) {
            return false;
        }
        held = null;
        heldSinceNanos = NEVER;
        batch.reset();
        batchOf = null;
        batchFrames = 0;
        played.clear();
        return true;
    }

    @Override
    public void end() {
        flushBatch();
        ended = true;
    }
}
