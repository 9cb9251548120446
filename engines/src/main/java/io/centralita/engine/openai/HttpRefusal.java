package io.centralita.engine.openai;

import io.centralita.call.engine.EngineFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a status other than that of success means to a call.
final class HttpRefusal {
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

    private HttpRefusal() {}

    /// @param retryAfter the header, in seconds
    /// @param endpoint the server's name, for reports
    static Connector.Refusal of(int status, @Nullable String retryAfter, String endpoint) {
        var detail = "HTTP " + status;
        if (status == 429) {
            var after = wait(retryAfter);
            return new Connector.Refusal(new EngineFailure.RateLimited(after), true, after, detail);
        }
        var passing = status >= 500;
        return new Connector.Refusal(
                passing
                        ? new EngineFailure.Unreachable(endpoint, null)
                        : new EngineFailure.Rejected(word(status)),
                passing,
                Duration.ZERO,
                detail);
    }

    /// Whether the server does not know what was asked for.
    static boolean isUnknown(Connector.Refusal refusal) {
        return refusal.why() instanceof EngineFailure.Rejected(var code)
                && (code.equals(word(404)) || code.equals(word(410)));
    }

    /// Whether it is the request that is not liked, and not who makes it.
    static boolean isOfRequest(EngineFailure why) {
        return why instanceof EngineFailure.Rejected(var code)
                && (code.equals(word(400)) || code.equals(word(413)) || code.equals(word(422)));
    }

    private static String word(int status) {
        return "http-" + status;
    }

    private static Duration wait(@Nullable String header) {
        try {
            var after = Duration.ofSeconds(Long.parseLong(header == null ? "1" : header.strip()));
            return after.isNegative() || after.compareTo(LONGEST_RETRY_AFTER) > 0
                    ? LONGEST_RETRY_AFTER
                    : after;
        } catch (NumberFormatException _) {
            return Duration.ofSeconds(1);
        }
    }
}
