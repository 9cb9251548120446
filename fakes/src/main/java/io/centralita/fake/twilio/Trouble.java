package io.centralita.fake.twilio;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What goes wrong at a request that would have been answered well.
public sealed interface Trouble {
    /// An error with Twilio's own body.
    ///
    /// @param code Twilio's error code
    record Answer(int status, int code, @Nullable Duration retryAfter) implements Trouble {
        public Answer(int status, int code) {
            this(status, code, null);
        }

        public static Answer tooMany(Duration retryAfter) {
            return new Answer(429, 20_429, retryAfter);
        }
    }

    /// The request is read, and that is all.
    record NeverAnswer() implements Trouble {}

    /// RST in place of an answer.
    ///
    /// @param carriedOut what was asked for is done all the same
    record Reset(boolean carriedOut) implements Trouble {}

    /// 200 and a page of somebody in between.
    record Page() implements Trouble {}

    /// 200 and a body without end.
    record Flood(int bytes) implements Trouble {}
}
