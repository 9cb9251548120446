package io.centralita.tool.mikrotik;

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
final class HttpExchanges implements AutoCloseable {
    /// A connection that cannot be made is known after this time (A4).
    static final Duration CONNECT_TIMEOUT = Duration.ofMillis(1_500);

    /// The longest body read; a spoken answer has some hundred bytes.
    static final int BODY_LIMIT = 64 * 1_024;

    private static final Logger log = LoggerFactory.getLogger(HttpExchanges.class);

    private final Time time;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();

    HttpExchanges(Time time) {
        this.time = time;
    }

    /// Sends a request that may safely be sent twice. It is repeated once where the connection
    /// broke before the answer had begun: a service that closes an idle connection just as it is
    /// used again is not a service that cannot be reached.
    Exchange send(HttpRequest request, Duration deadline) throws InterruptedException {
        long end = time.nanoTime() + deadline.toNanos();
        return switch (attempt(request, end, deadline)) {
            case Attempt.Settled(var exchange) -> exchange;
            case Attempt.Broken(var first) -> {
                log.atDebug()
                        .addKeyValue("uri", request.uri())
                        .addKeyValue("detail", first)
                        .log("connection broke before the answer, trying once more");
                yield switch (attempt(request, end, deadline)) {
                    case Attempt.Settled(var exchange) -> exchange;
                    case Attempt.Broken(var second) ->
                            new Exchange.Ended(new MikrotikReply.Unreachable(second));
                };
            }
        };
    }

    private Attempt attempt(HttpRequest request, long endNanos, Duration deadline)
            throws InterruptedException {
        var answerBegun = new AtomicBoolean();
        var limited = BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_LIMIT);
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
                return ended(new MikrotikReply.TimedOut(deadline));
            }
            return new Attempt.Settled(
                    new Exchange.Complete(complete.statusCode(), complete.body()));
        } catch (TimeoutException _) {
            return ended(new MikrotikReply.TimedOut(deadline));
        } catch (ExecutionException e) {
            return broken(e.getCause(), answerBegun.get());
        } finally {
            // Closes the connection of an exchange that is still under way; else without effect.
            response.cancel(true);
        }
    }

    private static Attempt broken(@Nullable Throwable cause, boolean answerBegun) {
        return switch (cause) {
            case HttpConnectTimeoutException e ->
                    ended(new MikrotikReply.Unreachable(e.toString()));
            case ConnectException e -> ended(new MikrotikReply.Unreachable(rootOf(e)));
            case ProtocolException e -> ended(new MikrotikReply.Unusable("not HTTP: " + e));
            case IOException e when answerBegun ->
                    ended(new MikrotikReply.Unusable("broken or oversized body: " + e));
            case IOException e -> new Attempt.Broken(rootOf(e));
            case null, default -> ended(new MikrotikReply.Unusable("HTTP client failed: " + cause));
        };
    }

    private static String rootOf(Throwable failure) {
        var cause = failure;
        for (var next = cause; next != null; next = next.getCause()) {
            cause = next;
        }
        return cause.equals(failure) ? failure.toString() : failure + ", caused by " + cause;
    }

    private static Attempt ended(MikrotikReply how) {
        return new Attempt.Settled(new Exchange.Ended(how));
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
