package io.centralita.fake.chat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a service does on a bad day.
public sealed interface Misbehaviour {
    /// In place of an answer.
    sealed interface AtTheDoor extends Misbehaviour {}

    /// In the middle of a streamed reply.
    sealed interface InStream extends Misbehaviour {}

    record NeverAnswer() implements AtTheDoor {}

    /// The TCP connection is reset once the request was read.
    record ResetAtConnect() implements AtTheDoor {}

    /// @param code null for the usual one
    /// @param headers `Retry-After` for example
    record Answer(int status, @Nullable String code, Map<String, String> headers)
            implements AtTheDoor {
        public Answer(int status) {
            this(status, null, Map.of());
        }
    }

    /// Something else answers, with 200 and a page.
    record Page() implements AtTheDoor {}

    /// The TCP connection is reset.
    record Reset() implements InStream {}

    /// The body ends in good order, in the middle of the reply.
    record EndEarly() implements InStream {}

    /// Nothing is sent any more; the socket stays open.
    record GoSilent() implements InStream {}

    /// Nothing but comments from here on, one every 20 ms.
    record OnlyKeepAlives() implements InStream {}

    /// A byte every 20 ms from here on.
    record Drip() implements InStream {}

    /// One event that no client expects, and then on.
    record Send(Garbage garbage) implements InStream {}

    /// An error object as an event, then the end.
    record Fail(String code) implements InStream {}

    /// What no client expects.
    enum Garbage {
        /// `data` that is no JSON.
        NOT_JSON,
        /// Lines that are no event.
        NOT_SSE,
        /// A chunk whose text has half a character in it.
        HALF_CHARACTER,
        /// 2 MiB in one line.
        HUGE,
        /// A chunk without `choices`, as Azure begins with one.
        NO_CHOICES
    }
}
