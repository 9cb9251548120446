package io.centralita.tool.exchange;

import io.centralita.call.scope.Time;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// HTTP/1.1 requests whose every end is a value and whose deadline covers the whole exchange, down
/// to the last byte of the body.
public final class HttpExchanges implements AutoCloseable {
    /// A connection that cannot be made is known after this time (A4).
    public static final Duration CONNECT_TIMEOUT = Duration.ofMillis(1_500);

    /// What a body may measure where nobody says otherwise; a spoken answer has some hundred bytes.
    public static final int BODY_LIMIT = 64 * 1_024;

    private static final Logger log = LoggerFactory.getLogger(HttpExchanges.class);

    private final Time time;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();

    public HttpExchanges(Time time) {
        this.time = time;
    }

    /// What one exchange may take.
    ///
    /// @param deadline of the whole of it, down to the last byte of the body
    /// @param bodyLimit bytes of the longest body that is read
    /// @param repeatable whether the request may be sent twice
    public record Terms(Duration deadline, int bodyLimit, boolean repeatable) {}

    /// Sends a request that may safely be sent twice.
    public Exchange send(HttpRequest request, Duration deadline) throws InterruptedException {
        return send(request, new Terms(deadline, BODY_LIMIT, true));
    }

    /// Sends a request. One that may be sent twice is repeated once where the connection broke
    /// before the answer had begun: a service that closes an idle connection just as it is used
    /// again is not a service that cannot be reached.
    public Exchange send(HttpRequest request, Terms terms) throws InterruptedException {
        long end = time.nanoTime() + terms.deadline().toNanos();
        return switch (attempt(request, end, terms)) {
            case Attempt.Settled(var exchange) -> exchange;
            case Attempt.Broken(var detail) when terms.repeatable() -> {
                log.atDebug()
                        .addKeyValue("host", request.uri().getHost())
                        .addKeyValue("detail", detail)
                        .log("connection broke before the answer, trying once more");
                yield lastly(attempt(request, end, terms));
            }
            case Attempt.Broken broken -> lastly(broken);
        };
    }

    private static Exchange lastly(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Settled(var exchange) -> exchange;
            case Attempt.Broken(var detail) -> new Exchange.Unreachable(detail);
        };
    }

    private Attempt attempt(HttpRequest request, long endNanos, Terms terms)
            throws InterruptedException {
        var answerBegun = new AtomicBoolean();
        var limited = BodyHandlers.limiting(BodyHandlers.ofByteArray(), terms.bodyLimit());
        HttpResponse.BodyHandler<byte[]> handler =
                head -> {
                    answerBegun.set(true);
                    return limited.apply(head);
                };
        var response = http.sendAsync(request, handler);
        try {
            var complete = response.get(endNanos - time.nanoTime(), TimeUnit.NANOSECONDS);
            if (time.nanoTime() - endNanos > 0) {
                // Complete, but only because this thread was not there to see the deadline pass.
                return ended(new Exchange.TimedOut(terms.deadline()));
            }
            return new Attempt.Settled(
                    new Exchange.Complete(
                            complete.statusCode(), complete.headers(), complete.body()));
        } catch (TimeoutException _) {
            return ended(new Exchange.TimedOut(terms.deadline()));
        } catch (ExecutionException e) {
            return broken(e.getCause(), answerBegun.get());
        } finally {
            // Closes the connection of an exchange that is still under way; else without effect.
            response.cancel(true);
        }
    }

    private static Attempt broken(@Nullable Throwable cause, boolean answerBegun) {
        return switch (cause) {
            case HttpConnectTimeoutException e -> ended(new Exchange.Unreachable(e.toString()));
            case ConnectException e -> ended(new Exchange.Unreachable(rootOf(e)));
            case ProtocolException e -> ended(new Exchange.Unusable("not HTTP: " + e));
            case IOException e when answerBegun ->
                    ended(new Exchange.Unusable("broken or oversized body: " + e));
            case IOException e -> new Attempt.Broken(rootOf(e));
            case null, default -> ended(new Exchange.Unusable("HTTP client failed: " + cause));
        };
    }

    private static String rootOf(Throwable failure) {
        var cause = failure;
        for (var next = cause; next != null; next = next.getCause()) {
            cause = next;
        }
        return cause.equals(failure) ? failure.toString() : failure + ", caused by " + cause;
    }

    private static Attempt ended(Exchange.Ended how) {
        return new Attempt.Settled(how);
    }

    /// Ends what is under way; its callers see an unusable or unreachable service.
    @Override
    public void close() {
        http.shutdownNow();
    }

    private sealed interface Attempt {
        record Settled(Exchange exchange) implements Attempt {}

        record Broken(String detail) implements Attempt {}
    }
}
