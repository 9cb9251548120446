package io.centralita.call.leg;

import org.jspecify.annotations.Nullable;

/// Who ended a call, and why.
///
/// @param by whose doing it was, so that a chart can tell caller, network, model and us apart
/// @param reason a short machine-readable word or two, `hung-up` for example
/// @param onward where the caller goes from here; null where the call is over
public record CallEnd(By by, String reason, @Nullable Onward onward) {
    public CallEnd(By by, String reason) {
        this(by, reason, null);
    }

    public enum By {
        CALLER,
        /// The conversation came to its end and we said goodbye.
        ASSISTANT,
        /// The carrier or the network between it and us.
        CHANNEL,
        /// The speech model or a part of it.
        ENGINE,
        /// The switchboard: shut down, full, a limit, a fault of its own.
        SWITCHBOARD,
        /// A person at the console.
        OPERATOR
    }

    /// Whether the caller had something to say and nobody left to say it to, through a fault of the
    /// engines. A limit that was reached is no such fault.
    public boolean leavesCallerUnserved() {
        return by == By.ENGINE;
    }

    /// The assistant has put the caller through to somebody.
    public static CallEnd transferred(Onward onward) {
        return new CallEnd(By.ASSISTANT, "transferred", onward);
    }

    public static CallEnd callerHungUp() {
        return new CallEnd(By.CALLER, "hung-up");
    }
}
