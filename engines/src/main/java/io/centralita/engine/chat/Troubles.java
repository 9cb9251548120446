package io.centralita.engine.chat;

import io.centralita.call.engine.EngineFailure;
import io.centralita.call.scope.Time;
import io.centralita.engine.chat.ChunkReader.ApiError;
import io.centralita.engine.chat.Trouble.Remedy;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// What refusals and broken connections mean to a call (OpenAI, guide «Error codes», and what
/// compatible servers make of it).
final class Troubles {
    private static final Duration BRIEFLY = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);
    private static final String CHAT = "chat";
    private static final String TOO_LONG = "context_length_exceeded";

    private final String endpoint;
    private final Time time;

    Troubles(String endpoint, Time time) {
        this.endpoint = endpoint;
        this.time = time;
    }

    /// No connection, or one that broke before the reply was complete.
    Trouble broken(IOException cause) {
        return new Trouble(
                rootOf(cause),
                new EngineFailure.Unreachable(endpoint, cause),
                new Remedy.Again(BRIEFLY));
    }

    Trouble late(Exception cause) {
        return new Trouble(
                "late", new EngineFailure.Unreachable(endpoint, cause), new Remedy.None());
    }

    /// What came is no reply that could be spoken.
    Trouble garbage(String word, Exception cause) {
        return new Trouble(word, new EngineFailure.Broken(CHAT, cause), new Remedy.Again(BRIEFLY));
    }

    /// An HTTP answer other than 200.
    Trouble refused(int status, HttpHeaders headers, ApiError error) {
        var http = "http-" + status;
        return switch (status) {
            case 401, 403, 404 ->
                    new Trouble(
                            word(http, error), new EngineFailure.Rejected(http), new Remedy.None());
            case 408, 409 -> passing(word(http, error));
            case 429 -> limited(word(http, error), error, retryAfter(headers).orElse(SOON));
            default -> status >= 500 ? passing(word(http, error)) : badRequest(http, error);
        };
    }

    /// An error in the middle of a stream, where there is no status.
    Trouble inStream(ApiError error) {
        return switch (error.code()) {
            case "rate_limit_exceeded", "insufficient_quota", "429" ->
                    limited(word("stream", error), error, SOON);
            case TOO_LONG, "content_filter" -> badRequest("stream", error);
            default -> passing(word("stream", error));
        };
    }

    private Trouble limited(String word, ApiError error, Duration after) {
        return error.code().equals("insufficient_quota")
                ? new Trouble(word, new EngineFailure.Rejected(error.code()), new Remedy.None())
                : new Trouble(word, new EngineFailure.RateLimited(after), new Remedy.Again(after));
    }

    private Trouble passing(String word) {
        return new Trouble(
                word, new EngineFailure.Unreachable(endpoint, null), new Remedy.Again(BRIEFLY));
    }

    private static Trouble badRequest(String http, ApiError error) {
        var word = word(http, error);
        if (isTooLong(error)) {
            return ofThisCall(word, new Remedy.Shorter());
        }
        if (error.code().equals("content_filter")
                || error.code().equals("content_policy_violation")) {
            return ofThisCall(word, new Remedy.None());
        }
        var parameter =
                error.param().isEmpty() ? Dialect.parameterIn(error.message()) : error.param();
        return new Trouble(
                word,
                new EngineFailure.Rejected(error.code().isEmpty() ? http : error.code()),
                parameter.isEmpty() ? new Remedy.None() : new Remedy.Without(parameter));
    }

    /// llama.cpp has a word of its own for it, vLLM none.
    private static boolean isTooLong(ApiError error) {
        return error.code().equals(TOO_LONG)
                || error.code().equals("exceed_context_size_error")
                || error.message().contains("maximum context length");
    }

    /// Has to do with what was said in this call, and keeps no other call from the model.
    private static Trouble ofThisCall(String word, Remedy remedy) {
        return new Trouble(word, new EngineFailure.Broken(CHAT, new IOException(word)), remedy);
    }

    private static String word(String where, ApiError error) {
        return error.code().isEmpty() ? where : where + " " + error.code();
    }

    /// `retry-after-ms` (OpenAI and Azure), else `Retry-After` in seconds or as a date (RFC 9110
    /// §10.2.3).
    private Optional<Duration> retryAfter(HttpHeaders headers) {
        return headers.firstValue("retry-after-ms")
                .flatMap(text -> number(text, 1))
                .or(() -> headers.firstValue("Retry-After").flatMap(text -> number(text, 1_000)))
                .or(() -> headers.firstValue("Retry-After").flatMap(this::untilDate))
                .map(Troubles::bounded);
    }

    private static Optional<Duration> number(String text, int millis) {
        try {
            return Optional.of(
                    Duration.ofMillis(Math.round(Double.parseDouble(text.strip()) * millis)));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private Optional<Duration> untilDate(String text) {
        try {
            var date = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(time.now(), date.toInstant()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration after) {
        return after.isNegative()
                ? Duration.ZERO
                : after.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : after;
    }

    private static String rootOf(Throwable failure) {
        var cause = failure;
        for (var next = cause; next != null; next = next.getCause()) {
            cause = next;
        }
        return cause.getClass().getSimpleName();
    }
}
