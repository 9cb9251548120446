package io.centralita.call.leg;

/// Who ended a call, and why.
///
/// @param by whose doing it was, so that a chart can tell caller, network, model and us apart
/// @param reason a short machine-readable word or two, `hung-up` for example
public record CallEnd(By by, String reason) {
    public enum By {
        CALLER,
        /// The conversation came to its end and we said goodbye.
        ASSISTANT,
        /// The carrier or the network between it and us.
        CHANNEL,
        /// The speech model or a part of it.
        ENGINE,
        /// The switchboard: shut down, full, a limit, a fault of its own.
        SWITCHBOARD
    }

    /// Whether the caller had something to say and nobody left to say it to, through a fault of the
    /// engines. A limit that was reached is no such fault.
    public boolean leavesCallerUnserved() {
        return by == By.ENGINE;
    }

    public static CallEnd callerHungUp() {
        return new CallEnd(By.CALLER, "hung-up");
    }
}
