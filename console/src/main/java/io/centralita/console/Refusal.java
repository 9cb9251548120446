package io.centralita.console;

import io.centralita.console.access.Decision;
import java.time.Duration;
import java.util.Optional;

/// Why a request is not served, as its reader is told.
///
/// @param status HTTP's
/// @param error a word for programs
/// @param message for people
/// @param remedy what to do about it, for people
/// @param retryAfter when it may be tried again; empty where that would change nothing
public record Refusal(
        int status, String error, String message, String remedy, Optional<Duration> retryAfter) {
    /// In the words of a bundle: message and remedy have the keys `KEY` and `remedy.ERROR`.
    public static Refusal of(
            ConsoleTexts words, int status, String error, String key, Object... arguments) {
        return new Refusal(
                status,
                error,
                words.text(key, arguments),
                words.text("remedy." + error),
                Optional.empty());
    }

    public Refusal after(Duration time) {
        return new Refusal(status, error, message, remedy, Optional.of(time));
    }

    /// Whole seconds, as `Retry-After` has them.
    public static String seconds(Duration time) {
        return Long.toString(time.plusMillis(999).toSeconds());
    }

    /// Of those who may not use the console.
    static Refusal of(ConsoleTexts words, Decision decision) {
        return switch (decision) {
            case Decision.Granted _ -> throw new IllegalArgumentException("granted");
            case Decision.Forbidden() -> of(words, 403, "forbidden", "access.forbidden");
            case Decision.LoginNeeded _ -> of(words, 401, "unauthorized", "access.unauthorized");
            case Decision.TooManyWrong(var wait) ->
                    of(words, 429, "too-many-wrong-passwords", "access.tooMany", seconds(wait))
                            .after(wait);
            case Decision.Busy() -> of(words, 503, "busy", "busy").after(Duration.ofSeconds(1));
            case Decision.Foreign() -> of(words, 403, "foreign-origin", "access.foreign");
            case Decision.HeaderMissing() -> of(words, 403, "csrf", "access.csrf");
        };
    }
}
