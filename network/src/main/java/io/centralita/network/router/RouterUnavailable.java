package io.centralita.network.router;

/// A router gave no answer, for a reason that can be told to a person.
public final class RouterUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    /// Why there is no answer.
    public enum Reason {
        /// No connection: no route, refused, or name not found.
        UNREACHABLE,
        /// Connected or connecting, but not answered within the time given.
        TIMED_OUT,
        /// The router does not accept our account or address.
        LOGIN_REFUSED,
        /// The router answered with an error or with something that makes no sense.
        FAILED
    }

    private final Reason reason;

    public RouterUnavailable(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public RouterUnavailable(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
