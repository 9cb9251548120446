package io.centralita.channel.asterisk.ari;

import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// Asterisk did not do what it was asked. Carries no secret: neither credentials nor query.
public final class AriFailure extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    /// Why.
    public sealed interface Reason extends Serializable {
        /// It answered, and not as was hoped.
        ///
        /// @param status HTTP status, 400 to 599
        /// @param message Asterisk's own
        record Refused(int status, String message) implements Reason {}

        /// No answer: no connection, or one that broke.
        record Unreachable() implements Reason {}

        /// No answer within the deadline.
        record TimedOut() implements Reason {}

        /// An answer that nobody understands.
        record Garbled() implements Reason {}
    }

    private final Reason reason;

    /// @param what was asked, without its query, `POST /channels/c1/answer` for example
    public AriFailure(String what, Reason reason, @Nullable Throwable cause) {
        super(what + ": " + reason, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// What was asked for is gone or on its way out: 404 (no such channel), 409 (it has left
    /// Stasis), 412 and 422. Normal after a hang-up.
    public boolean isLateness() {
        return reason instanceof Reason.Refused(int status, _)
                && (status == 404 || status == 409 || status == 412 || status == 422);
    }
}
