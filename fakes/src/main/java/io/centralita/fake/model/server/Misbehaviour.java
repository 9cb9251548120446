package io.centralita.fake.model.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a service does on a bad day.
public sealed interface Misbehaviour {
    /// What happens before there is a session.
    sealed interface AtTheDoor extends Misbehaviour {}

    /// What happens in a session.
    sealed interface InSession extends Misbehaviour {}

    /// The upgrade is answered so much later.
    record SlowConnect(Duration delay) implements AtTheDoor {}

    record NeverAnswer() implements AtTheDoor {}

    /// An HTTP answer in place of 101; 200 as well as 401, 403, 404, 429, 500, 502 or 503.
    record Answer(int status, @Nullable Duration retryAfter) implements AtTheDoor {
        public Answer(int status) {
            this(status, null);
        }
    }

    record ResetAtConnect() implements AtTheDoor {}

    /// A closing handshake with this code.
    record Close(int code) implements InSession {}

    /// The TCP connection is reset.
    record Reset() implements InSession {}

    /// `session_expired`, then a close with 1001.
    record Expire() implements InSession {}

    /// Nothing is sent any more; the socket stays open.
    record GoSilent() implements InSession {}

    /// Nothing is read any more.
    record StopReading() implements InSession {}

    /// Audio stops for so long, then goes on.
    record Stall(Duration time) implements InSession {}

    /// From here on audio comes at this pace.
    record ChangePace(Pace pace) implements InSession {}

    /// One message that no client expects.
    record Send(Garbage garbage) implements InSession {}

    /// From here on every message comes in three legal fragments.
    record Fragment() implements InSession {}

    /// A frame is cut in half and the connection closed.
    record HalfFrame() implements InSession {}

    /// The next `response.create` is refused as if another response were running.
    record RefuseNextCreate() implements InSession {}

    /// The next truncation is refused as if it were beyond the audio.
    record RefuseNextTruncate() implements InSession {}

    /// The next response ends as failed, with `server_error`, `rate_limit_exceeded` or
    /// `insufficient_quota` for example.
    ///
    /// @param midway after what it would have said first, or at once
    record FailNextResponse(String code, boolean midway) implements InSession {}

    /// From here on every event comes twice, with the same event id.
    record Duplicate() implements InSession {}

    /// From here on `function_call_arguments.done` comes twice.
    record DoubleArguments() implements InSession {}

    /// From here on function calls are told in `response.done` alone.
    record CallsOnlyInDone() implements InSession {}

    /// From here on transcriptions take so long.
    record LateTranscription(Duration delay) implements InSession {}

    /// The client's close frame is never answered.
    record IgnoreClose() implements InSession {}

    /// What no client expects.
    enum Garbage {
        NOT_JSON,
        UNKNOWN_TYPE,
        BINARY,
        /// `response.output_audio.delta` with nothing else in it.
        MISSING_FIELDS,
        /// One of 2 MiB.
        HUGE,
        /// Audio that is no base64.
        INVALID_BASE64
    }
}
