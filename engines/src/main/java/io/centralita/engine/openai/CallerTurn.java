package io.centralita.engine.openai;

import io.centralita.call.engine.EngineEvent;
import java.time.Duration;

/// Whether the caller is speaking. After a connection was lost in mid-turn, the turn's audio is
/// told once more to the next one, which has to hear speech in it. Belongs to the [Ledger].
final class CallerTurn {
    static final long NEVER = Long.MAX_VALUE;

    /// How long the next connection may take to hear it.
    private static final long REPEAT_NANOS = Duration.ofSeconds(3).toNanos();

    private final Outlet out;
    private boolean speaking;

    /// What the call believes.
    private boolean told;

    private boolean repeats;
    private boolean endsByHand;
    private long repeatedUntil = NEVER;

    CallerTurn(Outlet out) {
        this.out = out;
    }

    /// The peer says that it is over; the server has to confirm that.
    void endByHand() {
        over();
        endsByHand = true;
    }

    /// The server confirms it, or says that there was nothing to end.
    void endedByHand() {
        if (endsByHand) {
            endsByHand = false;
            tellEnded(Duration.ZERO);
        }
    }

    /// The turn was lost with the connection before.
    ///
    /// @param before its books
    void repeat(CallerTurn before) {
        told = before.told;
        repeat();
    }

    private void repeat() {
        repeats = true;
        speaking = true;
    }

    boolean repeats() {
        return repeats;
    }

    boolean isSpeaking() {
        return speaking;
    }

    /// The next connection is there.
    void connected(long now) {
        if (repeats) {
            repeatedUntil = now + REPEAT_NANOS;
        }
    }

    /// The server hears the caller, perhaps in a turn that had begun before.
    void began() {
        var fresh = !(repeats && speaking);
        over();
        speaking = true;
        if (fresh) {
            tellBegan();
        }
    }

    /// The caller speaks, and no server hears it: the next one is to be told the turn.
    void beganUnheard() {
        repeat();
        if (!told) {
            tellBegan();
        }
    }

    /// The caller waits now, which the call may know already.
    ///
    /// @param silence since their last word
    void ended(Duration silence) {
        if (told) {
            tellEnded(silence);
        }
    }

    private void tellEnded(Duration silence) {
        told = false;
        out.post(new EngineEvent.CallerSpeechEnded(silence));
    }

    private void tellBegan() {
        told = true;
        out.post(new EngineEvent.CallerSpeechStarted());
    }

    void over() {
        repeats = false;
        repeatedUntil = NEVER;
        speaking = false;
    }

    /// @return true when the next connection has heard nothing in time
    boolean expires(long now) {
        return now >= repeatedUntil;
    }

    long nextDeadline() {
        return repeatedUntil;
    }
}
