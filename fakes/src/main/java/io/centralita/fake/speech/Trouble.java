package io.centralita.fake.speech;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What goes wrong at a request that would have been answered well.
public sealed interface Trouble {
    /// An error in place of the answer.
    ///
    /// @param code of the error's body
    record Answer(int status, String code, @Nullable Duration retryAfter) implements Trouble {
        public Answer(int status) {
            this(status, "server_error", null);
        }
    }

    /// The request is read, and that is all.
    record NeverAnswer() implements Trouble {}

    /// RST in place of an answer.
    record Reset() implements Trouble {}

    /// A good answer of which so many bytes come; then nothing, and the connection stays.
    record Stall(int afterBytes) implements Trouble {}

    /// A good answer of which so many bytes come; then the connection ends.
    ///
    /// @param reset by RST, not by FIN
    record BreakOff(int afterBytes, boolean reset) implements Trouble {}

    /// A good answer in small pieces with pauses between them.
    record Drip(int bytes, Duration pause) implements Trouble {}

    /// A good answer in pieces of this size, one straight after the other.
    record Pieces(int bytes) implements Trouble {}

    /// The first half of a good answer, ended as if it were all.
    record Half() implements Trouble {}

    /// 200 and nothing in it.
    record Empty() implements Trouble {}

    /// 200 and another thing.
    record Other(String contentType, byte[] body) implements Trouble {
        public static Other page() {
            return new Other("text/html", "<html>gateway</html>".getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Speech in this format, whatever was asked for.
    ///
    /// @param contentType null for the format's own
    record SendAs(SoundFile.Format format, @Nullable String contentType) implements Trouble {}

    /// Speech that begins again and again, for so many times its length.
    record GoOn(int times) implements Trouble {}
}
