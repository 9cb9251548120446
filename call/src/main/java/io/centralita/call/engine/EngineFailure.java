package io.centralita.call.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Why an engine stopped serving a call, in terms the call can act on.
public sealed interface EngineFailure {
    record Unreachable(String endpoint, @Nullable Throwable cause) implements EngineFailure {}

    record RateLimited(Duration retryAfter) implements EngineFailure {}

    /// @param code the provider's own, for the log
    record Rejected(String code) implements EngineFailure {}

    /// A part of the engine broke.
    ///
    /// @param part `recogniser`, `chat`, `synthesiser`, `session`
    record Broken(String part, @Nullable Throwable cause) implements EngineFailure {}

    /// In a word or two, for reports, metrics and logs.
    default String word() {
        return switch (this) {
            case Unreachable _ -> "unreachable";
            case RateLimited _ -> "rate-limited";
            case Rejected(var code) -> "rejected:" + code;
            case Broken(var part, _) -> "broken:" + part;
        };
    }
}
