package io.centralita.call;

/// Whose turn it is, and since when: the one place that knows whether silence is right. Confined to
/// the call's thread.
final class Floor {
    enum Turn {
        /// They have put us on hold: nobody listens, and silence is right.
        ON_HOLD,
        /// A person has the call in the assistant's place: the two keep each other company.
        WITH_OPERATOR,
        CALLER_SPEAKS,
        /// They have said what they wanted, and nobody has answered yet.
        CALLER_WAITS,
        /// They are asked to press keys, for which they have a time of their own.
        CALLER_KEYS,
        /// Nobody owes them anything.
        CALLERS_TURN
    }

    private static final long NOW = Long.MIN_VALUE;

    private boolean engineBusy = true;
    private boolean callerSpeaking;
    private boolean turnUnknown;
    private boolean onHold;
    private boolean withOperator;
    private boolean keysAwaited;
    private Turn turn = Turn.CALLER_WAITS;
    private long since;
    private long changedAt = NOW;

    /// @param now the caller is put through
    Floor(long now) {
        since = now;
    }

    /// The caller is on the line, and has waited for nothing before.
    void putThrough(long at) {
        since = at;
    }

    void callerStarted() {
        callerSpeaking = true;
        turnUnknown = true;
    }

    /// @param at when they said the last of it: that is when their wait begins
    /// @param answered the engine answers by itself
    void callerEnded(long at, boolean answered) {
        callerSpeaking = false;
        engineBusy |= answered;
        changedAt = at;
    }

    void hold(boolean on) {
        onHold = on;
    }

    /// Whether a person has the call. Whoever comes or leaves owes the caller nothing from before.
    void operator(boolean on) {
        withOperator = on;
        engineBusy = false;
        turnUnknown = false;
    }

    /// Whether it is for the caller to press keys, as long as nothing else is going on.
    void awaitKeys(boolean awaited) {
        keysAwaited = awaited;
    }

    void callerSaid(String text) {
        turnUnknown = text.isBlank();
    }

    /// The engine has something to say.
    void engineOwes() {
        engineBusy = true;
    }

    void replyFinished() {
        engineBusy = false;
        turnUnknown &= callerSpeaking;
    }

    /// Nothing is expected of the engine any more.
    void engineGone() {
        engineBusy = false;
    }

    /// Nothing that the engine before was in the middle of will come to its end: whether the caller
    /// still speaks, and whether they wait, is for the new one to say.
    void takenOver() {
        callerSpeaking = false;
        engineBusy = true;
    }

    /// What the caller was saying is forgotten.
    void turnIsVoid() {
        callerSpeaking = false;
        turnUnknown = false;
    }

    boolean engineBusy() {
        return engineBusy;
    }

    boolean callerSpeaks() {
        return callerSpeaking;
    }

    /// The caller said something, and nobody knows yet what.
    boolean turnUnknown() {
        return turnUnknown;
    }

    /// Called after every event.
    ///
    /// @param owed something else than the engine's next answer is owed to the caller: a tool's
    ///   result, words that are on their way
    void settle(boolean owed, long now) {
        var next = next(owed);
        if (next != turn) {
            // Whatever began meanwhile begins now.
            boolean back = turn == Turn.ON_HOLD || turn == Turn.WITH_OPERATOR;
            turn = next;
            since = changedAt == NOW || back ? now : changedAt;
        }
        changedAt = NOW;
    }

    private Turn next(boolean owed) {
        if (onHold) {
            return Turn.ON_HOLD;
        }
        if (withOperator) {
            return Turn.WITH_OPERATOR;
        }
        if (callerSpeaking) {
            return Turn.CALLER_SPEAKS;
        }
        if (engineBusy || owed) {
            return Turn.CALLER_WAITS;
        }
        return keysAwaited ? Turn.CALLER_KEYS : Turn.CALLERS_TURN;
    }

    Turn turn() {
        return turn;
    }

    long since() {
        return since;
    }
}
