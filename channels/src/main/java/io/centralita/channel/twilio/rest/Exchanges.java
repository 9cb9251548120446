package io.centralita.channel.twilio.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.centralita.call.scope.Time;
import io.centralita.channel.twilio.rest.RestFailure.Garbled;
import io.centralita.channel.twilio.rest.RestFailure.Reason;
import io.centralita.channel.twilio.rest.RestFailure.Refused;
import io.centralita.channel.twilio.rest.RestFailure.TimedOut;
import io.centralita.channel.twilio.rest.RestFailure.Unreachable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks, and asks again where that is safe: what only looks or changes nothing the second time
/// after a lost connection or an error of Twilio's own, anything that certainly was not carried out
/// (429, no connection). Everything within the operation's patience. Safe from any thread.
final class Exchanges implements AutoCloseable {
    /// Attempts in all.
    private static final int ATTEMPTS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    /// Characters of an answer; a page of 100 numbers has about 200,000.
    private static final long MAX_ANSWER = 2_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RestSettings settings;
    private final Time time;
    private final Pause pause;
    private final HttpClient http;

    Exchanges(RestSettings settings, Time time, Pause pause) {
        this.settings = settings;
        this.time = time;
        this.pause = pause;
        http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.patience().connect())
                        .build();
    }

    /// What Twilio said.
    ///
    /// @param date by Twilio's clock
    record Answer(JsonNode json, Optional<Instant> date) {}

    /// Waits between attempts; for virtual threads.
    @FunctionalInterface
    interface Pause {
        Pause REAL = Thread::sleep;

        void of(Duration time) throws InterruptedException;
    }

    Answer ask(Request request) throws RestFailure, InterruptedException {
        long deadline = time.nanoTime() + settings.patience().operation().toNanos();
        var wait = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return once(request, left(deadline));
            } catch (RestFailure failure) {
                var next = pauseAfter(failure.reason(), request, wait);
                if (attempt == ATTEMPTS || next == null || next.compareTo(left(deadline)) >= 0) {
                    throw failure;
                }
                pause.of(next);
                wait = wait.multipliedBy(2);
            }
        }
    }

    private Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - time.nanoTime()));
    }

    /// How long to wait before asking again; null where that may not be.
    private static @Nullable Duration pauseAfter(Reason reason, Request request, Duration usual) {
        return switch (reason) {
            case Refused(int status, _, var after) when status == 429 ->
                    after == null ? usual : after;
            case Refused(int status, _, _) -> status >= 500 && request.repeatable() ? usual : null;
            case Unreachable(boolean sent) -> !sent || request.repeatable() ? usual : null;
            case TimedOut(), Garbled() -> null;
        };
    }

    private Answer once(Request request, Duration left) throws RestFailure, InterruptedException {
        var usual = settings.patience().exchange();
        var timeout = left.compareTo(usual) < 0 ? left : usual;
        HttpResponse<String> response;
        try {
            response =
                    http.send(
                            request.http(settings.authorization(), timeout),
                            BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER));
        } catch (HttpConnectTimeoutException | ConnectException e) {
            throw new RestFailure(new Unreachable(false), e);
        } catch (HttpTimeoutException e) {
            throw new RestFailure(new TimedOut(), e);
        } catch (IOException e) {
            throw new RestFailure(new Unreachable(true), e);
        }
        return read(response);
    }

    private static Answer read(HttpResponse<String> response) throws RestFailure {
        int status = response.statusCode();
        JsonNode json = MissingNode.getInstance();
        if (!response.body().isBlank()) {
            try {
                json = JSON.readTree(response.body());
            } catch (JsonProcessingException e) {
                if (status < 400) { // the body may be anybody's: it is no cause to print
                    throw new RestFailure(new Garbled(), null);
                }
            }
        }
        if (status >= 400) {
            int code = json.path("code").asInt(0);
            throw new RestFailure(new Refused(status, code, retryAfter(response)), null);
        }
        if (status >= 300 || (status != 204 && !json.isObject())) {
            throw new RestFailure(new Garbled(), null);
        }
        return new Answer(json, date(response));
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("Retry-After")
                    .map(text -> Duration.ofSeconds(Math.max(0, Long.parseLong(text.strip()))))
                    .orElse(null);
        } catch (NumberFormatException | ArithmeticException e) {
            return null;
        }
    }

    private static Optional<Instant> date(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("Date")
                    .map(DateTimeFormatter.RFC_1123_DATE_TIME::parse)
                    .map(Instant::from);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
