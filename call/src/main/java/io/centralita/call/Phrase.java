package io.centralita.call;

/// The sentences the switchboard itself may have to say, each with the key of its texts.
public enum Phrase {
    /// A tool is being asked (A1).
    LOOKING_UP("guard.looking-up"),
    /// A tool is still running (A6).
    STILL_LOOKING_UP("guard.still-looking-up"),
    /// The engine takes its time (A6).
    ONE_MOMENT("guard.one-moment"),
    /// Another engine has taken over.
    TAKEN_OVER("engine.taken-over"),
    /// Another engine has taken over, and what the caller said last is lost.
    TAKEN_OVER_SAY_AGAIN("engine.taken-over-say-again"),
    /// The engine is lost and the call cannot go on.
    TECHNICAL_PROBLEM("call.technical-problem"),
    /// The call, or the day, has cost what it may.
    LIMIT_REACHED("call.limit-reached"),
    /// The switchboard shuts down.
    CLOSING_DOWN("call.closing-down");

    private final String key;

    Phrase(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }
}
