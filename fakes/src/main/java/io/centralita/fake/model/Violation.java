package io.centralita.fake.model;

/// What a client did although careful books forbid it. The server tolerates most of these, so
/// nothing on the wire tells.
public record Violation(Kind kind, String detail) {
    /// What was done.
    public enum Kind {
        /// A function call was answered again.
        SECOND_OUTPUT,
        /// A function call was answered while the response that made it was still running.
        OUTPUT_BEFORE_RESPONSE_DONE,
        /// Audio was cut at a place that an earlier cut had already removed.
        TRUNCATED_BEYOND_EARLIER_CUT,
        /// Audio was cut at 0 or before.
        TRUNCATED_TO_NOTHING,
        /// Audio came before the first `session.updated`.
        AUDIO_BEFORE_SESSION_UPDATED
    }
}
