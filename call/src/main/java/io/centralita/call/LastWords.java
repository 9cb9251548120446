package io.centralita.call;

import io.centralita.call.leg.CallEnd;
import java.time.Duration;

/// A call that is over but for its last words: whose they are, why it ends, and how long they may
/// take. Confined to the call's thread.
final class LastWords {
    /// How long a goodbye or an apology may take to be heard before the call ends without it.
    static final Duration LIMIT = Duration.ofSeconds(30);

    private CallEnd end = new CallEnd(CallEnd.By.ASSISTANT, "farewell");
    private boolean ours;
    private long by = SilenceGuard.NEVER;

    void begin(CallEnd how, long now) {
        end = how;
        extend(now);
    }

    /// They may take their whole time from here on.
    void extend(long now) {
        by = now + LIMIT.toNanos();
    }

    /// The switchboard itself says them, whatever an engine goes on saying.
    void areOurs() {
        ours = true;
    }

    boolean ours() {
        return ours;
    }

    /// Why the call ends when its leg is over: for what our last words were about, else as the leg
    /// says.
    CallEnd end(boolean byCaller, String detail) {
        if (ours) {
            return end;
        }
        return byCaller ? CallEnd.callerHungUp() : new CallEnd(CallEnd.By.CHANNEL, detail);
    }

    CallEnd end() {
        return end;
    }

    long deadline() {
        return by;
    }

    boolean heard(Utterances utterances, boolean engineBusy) {
        return ours ? utterances.oursAreHeard() : utterances.isEmpty() && !engineBusy;
    }
}
