package io.centralita.channel.twilio.rest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An operation that did not come off. Says nothing that a log must not show.
public final class RestFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Reason reason;

    RestFailure(Reason reason, @Nullable Throwable cause) {
        super(reason.word(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// Twilio's error code; 0 where it did not give one.
    public int code() {
        return reason instanceof Refused refused ? refused.code() : 0;
    }

    public sealed interface Reason {
        /// For logs and metrics.
        String word();
    }

    /// Twilio's answer is no.
    ///
    /// @param status of HTTP, 400 to 599
    /// @param code one of Twilio's error codes, 0 where there was none
    /// @param retryAfter how long Twilio wants to be left alone; null where it did not say
    public record Refused(int status, int code, @Nullable Duration retryAfter) implements Reason {
        @Override
        public String word() {
            return code == 0 ? "http-" + status : "code-" + code;
        }
    }

    /// No connection, or one that broke.
    ///
    /// @param sent whether Twilio may have got the request all the same
    public record Unreachable(boolean sent) implements Reason {
        @Override
        public String word() {
            return "unreachable";
        }
    }

    /// No answer in time.
    public record TimedOut() implements Reason {
        @Override
        public String word() {
            return "timed-out";
        }
    }

    /// An answer that is not Twilio's.
    public record Garbled() implements Reason {
        @Override
        public String word() {
            return "garbled";
        }
    }
}
