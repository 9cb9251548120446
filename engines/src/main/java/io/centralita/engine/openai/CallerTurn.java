package io.centralita.engine.openai;

import java.time.Duration;

/// Whether the caller is speaking. After a connection was lost in mid-turn, the turn's audio is
/// told once more to the next one, which has to hear speech in it. Belongs to the [Ledger].
final class CallerTurn {
    static final long NEVER = Long.MAX_VALUE;

    /// How long the next connection may take to hear it.
    private static final long REPEAT_NANOS = Duration.ofSeconds(3).toNanos();

    private boolean speaking;
    private boolean repeats;
    private boolean endsByHand;
    private long repeatedUntil = NEVER;

    /// The peer says that it is over; the server has to confirm that.
    void endByHand() {
        over();
        endsByHand = true;
    }

    boolean confirmEnd() {
        var ends = endsByHand;
        endsByHand = false;
        return ends;
    }

    /// The turn was lost with the connection before.
    void repeat() {
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

    /// @return false where it is a turn that had begun before
    boolean began() {
        var fresh = !(repeats && speaking);
        over();
        speaking = true;
        return fresh;
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
