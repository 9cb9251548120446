package io.centralita.engine.speech;

import io.centralita.call.engine.EngineFailure;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// A server gave no text, or no speech. The message holds addresses and error codes, never a key or
/// what was said.
public final class SpeechFault extends Exception {
    private static final long serialVersionUID = 1;

    /// What the fault says about the server.
    enum Blame {
        /// It may be over at once: the same request is worth a second try.
        CHANCE,
        /// The next request would fare no better.
        SERVER,
        /// This request alone is at fault.
        REQUEST
    }

    private final transient EngineFailure failure;
    private final Blame blame;

    private SpeechFault(EngineFailure failure, Blame blame, String message) {
        super(message);
        this.failure = failure;
        this.blame = blame;
    }

    public EngineFailure failure() {
        return failure;
    }

    boolean isWorthARetry() {
        return blame == Blame.CHANCE;
    }

    /// True where other requests may fare better, so that nobody has to be kept away.
    boolean isAboutTheRequest() {
        return blame == Blame.REQUEST;
    }

    /// No connection, or a broken one.
    static SpeechFault unreachable(String host, Blame blame, Throwable cause) {
        return new SpeechFault(
                new EngineFailure.Unreachable(host, cause),
                blame,
                host + ": " + cause.getClass().getSimpleName());
    }

    /// @param what was waited for
    static SpeechFault late(String host, String what) {
        return new SpeechFault(
                new EngineFailure.Unreachable(host, new TimeoutException(what)),
                Blame.SERVER,
                host + ": no " + what + " in time");
    }

    static SpeechFault rateLimited(String host, Duration retryAfter) {
        return new SpeechFault(
                new EngineFailure.RateLimited(retryAfter), Blame.SERVER, host + ": rate limited");
    }

    /// The server's own trouble: HTTP 5xx and the like.
    static SpeechFault troubled(String host, int status) {
        return new SpeechFault(
                new EngineFailure.Unreachable(host, null), Blame.CHANCE, host + ": HTTP " + status);
    }

    /// @param code the server's own, in safe characters; may be empty
    static SpeechFault refused(String host, Blame blame, int status, String code) {
        var word = "http-" + status + (code.isEmpty() ? "" : ":" + code);
        return new SpeechFault(new EngineFailure.Rejected(word), blame, host + ": " + word);
    }

    /// An answer that is none.
    ///
    /// @param why without what was said
    static SpeechFault unusable(String host, Blame blame, String why) {
        return new SpeechFault(
                new EngineFailure.Rejected("unusable-answer"), blame, host + ": " + why);
    }
}
