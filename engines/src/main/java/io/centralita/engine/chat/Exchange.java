package io.centralita.engine.chat;

import io.centralita.call.scope.Time;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One request and its answer as it comes. Belongs to the thread that asked; closing it before the
/// end of the answer closes the connection, in whatever state it is.
final class Exchange implements AutoCloseable {
    /// What the end of a body may take once the last event of it is there. Read to its end, the
    /// connection serves the next request too.
    private static final Duration LAST_BYTES = Duration.ofMillis(100);

    private final ArrivingBody body = new ArrivingBody();
    private final CompletableFuture<HttpResponse<ArrivingBody>> answer;
    private final Time time;

    Exchange(HttpClient http, HttpRequest request, Time time) {
        this.time = time;
        this.answer = http.sendAsync(request, _ -> body);
    }

    /// The beginning of an answer.
    record Head(int status, HttpHeaders headers) {
        boolean isJson() {
            return headers.firstValue("Content-Type").orElse("").startsWith("application/json");
        }
    }

    /// Waits for the beginning of the answer.
    ///
    /// @throws IOException where there is no connection, or it broke
    Head head(long deadlineNanos) throws IOException, TimeoutException, InterruptedException {
        try {
            var response = answer.get(deadlineNanos - time.nanoTime(), TimeUnit.NANOSECONDS);
            return new Head(response.statusCode(), response.headers());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken
                    ? broken
                    : new IOException("the HTTP client failed", e.getCause());
        }
    }

    /// Waits for more of the answer; null at its end.
    @Nullable List<ByteBuffer> read(long deadlineNanos)
            throws IOException, TimeoutException, InterruptedException {
        return body.read(deadlineNanos - time.nanoTime());
    }

    /// The rest of the answer.
    ///
    /// @param most bytes; what is longer is cut there
    byte[] rest(int most, long deadlineNanos)
            throws IOException, TimeoutException, InterruptedException {
        var bytes = new ByteArrayOutputStream();
        for (var part = read(deadlineNanos); part != null; part = read(deadlineNanos)) {
            for (var buffer : part) {
                var some = new byte[Math.min(buffer.remaining(), most - bytes.size())];
                buffer.get(some);
                bytes.writeBytes(some);
            }
            if (bytes.size() >= most) {
                break;
            }
        }
        return bytes.toByteArray();
    }

    /// Nothing more is wanted, and nothing much should be left.
    void finish() throws InterruptedException {
        long end = time.nanoTime() + LAST_BYTES.toNanos();
        try {
            while (read(end) != null) {
                // not wanted
            }
        } catch (IOException | TimeoutException _) {
            // closed by close()
        }
    }

    @Override
    public void close() {
        answer.cancel(true);
        body.cancel();
    }
}
