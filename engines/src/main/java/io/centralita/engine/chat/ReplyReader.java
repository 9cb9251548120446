package io.centralita.engine.chat;

import io.centralita.call.scope.Time;
import io.centralita.engine.chat.CallAssembly.TooMuchException;
import io.centralita.engine.chat.ChunkReader.ApiError;
import io.centralita.engine.chat.ChunkReader.UnreadableException;
import io.centralita.engine.chat.EventDecoder.TooLongException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Reads one answer of the server into an [Assembly], within its deadlines. Confined to the thread
/// that asked.
final class ReplyReader {
    /// What usage and end of stream may take once the answer itself is complete.
    private static final Duration ENDING = Duration.ofMillis(500);

    /// What is read of a refusal, and how long it may take.
    private static final int LONGEST_ERROR = 64 * 1_024;

    private static final Duration ERROR_PATIENCE = Duration.ofSeconds(1);
    private static final String DONE = "[DONE]";

    private final Exchange exchange;
    private final Assembly assembly;
    private final Troubles troubles;
    private final Duration nextWord;
    private final Time time;
    private final EventDecoder events = new EventDecoder();
    private boolean over;

    /// The first event was there: comments keep a reply alive from then on, and not before.
    private boolean begun;

    /// When the server counts as silent.
    private long deadline;

    /// @param deadline for the first event
    ReplyReader(
            Exchange exchange,
            Assembly assembly,
            Troubles troubles,
            Duration nextWord,
            long deadline,
            Time time) {
        this.exchange = exchange;
        this.assembly = assembly;
        this.troubles = troubles;
        this.nextWord = nextWord;
        this.deadline = deadline;
        this.time = time;
    }

    void read() throws Trouble, InterruptedException {
        try {
            var head = exchange.head(deadline);
            if (head.status() != 200) {
                throw troubles.refused(head.status(), head.headers(), refusal());
            }
            if (head.isJson()) {
                whole();
            } else {
                stream();
            }
        } catch (IOException e) {
            throw troubles.broken(e);
        } catch (TimeoutException e) {
            throw troubles.late(e);
        } catch (UnreadableException e) {
            throw troubles.garbage("unreadable", e);
        } catch (TooLongException | TooMuchException e) {
            throw troubles.garbage("too much", e);
        }
    }

    private ApiError refusal() throws IOException, InterruptedException {
        try {
            var end = time.nanoTime() + ERROR_PATIENCE.toNanos();
            var body = new String(exchange.rest(LONGEST_ERROR, end), StandardCharsets.UTF_8);
            return ChunkReader.error(ChunkReader.parse(body)).orElse(ApiError.NONE);
        } catch (TimeoutException | UnreadableException _) {
            return ApiError.NONE;
        }
    }

    /// A server that does not stream.
    private void whole()
            throws IOException,
                    TimeoutException,
                    UnreadableException,
                    TooMuchException,
                    Trouble,
                    InterruptedException {
        var body = exchange.rest(EventDecoder.LONGEST, deadline);
        take(new String(body, StandardCharsets.UTF_8));
        if (!assembly.finished()) {
            throw troubles.garbage("no completion", new IOException("no completion"));
        }
    }

    private void stream()
            throws IOException,
                    TimeoutException,
                    UnreadableException,
                    TooLongException,
                    TooMuchException,
                    Trouble,
                    InterruptedException {
        for (var data = next(); data != null; data = next()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("nobody wants the rest");
            }
            if (data.strip().equals(DONE)) {
                exchange.finish();
                return;
            }
            take(data);
            begun = true;
            deadline = time.nanoTime() + (assembly.finished() ? ENDING : nextWord).toNanos();
        }
        if (!assembly.finished()) {
            throw troubles.broken(new IOException("the answer ended early"));
        }
    }

    private void take(String data)
            throws UnreadableException, TooMuchException, Trouble, InterruptedException {
        var node = ChunkReader.parse(data);
        var error = ChunkReader.error(node);
        if (error.isPresent()) {
            throw troubles.inStream(error.get());
        }
        assembly.add(ChunkReader.chunk(node));
    }

    /// The data of the next event; null at the end of the stream, and where a complete answer is
    /// not brought to its end.
    private @Nullable String next()
            throws IOException, TimeoutException, TooLongException, InterruptedException {
        try {
            var data = events.poll();
            while (data == null && !over) {
                more();
                data = events.poll();
            }
            return data;
        } catch (IOException | TimeoutException e) {
            if (assembly.finished()) {
                return null;
            }
            throw e;
        }
    }

    private void more()
            throws IOException, TimeoutException, TooLongException, InterruptedException {
        var parts = exchange.read(deadline);
        if (parts == null) {
            over = true;
            events.end();
            return;
        }
        long before = events.lines();
        for (var part : parts) {
            events.feed(part);
        }
        if (begun && !assembly.finished() && events.lines() > before) {
            deadline = time.nanoTime() + nextWord.toNanos();
        }
    }
}
