package io.centralita.console.live;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The events of one page over its HTTP response, written on the response's event loop. What waits
/// to be written is counted; a page that leaves too much of it is cut off.
final class SseLine implements EventLine {
    /// Half a minute of the busiest list.
    static final long MOST_WAITING = 4L * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(SseLine.class);

    private final Context context;
    private final HttpServerResponse response;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicBoolean gone = new AtomicBoolean();

    /// Told when the page is gone. Confined to the event loop.
    private @Nullable Runnable whenGone;

    /// On the event loop of the response.
    SseLine(Context context, HttpServerResponse response) {
        this.context = context;
        this.response = response;
    }

    /// Before anything is sent.
    void open() {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("X-Accel-Buffering", "no");
        response.exceptionHandler(_ -> gone.set(true));
        response.closeHandler(
                _ -> {
                    gone.set(true);
                    if (whenGone != null) {
                        whenGone.run();
                    }
                });
    }

    /// On the event loop.
    ///
    /// @param then when the page is gone, at once where it is gone already
    void whenGone(Runnable then) {
        whenGone = then;
        if (gone.get()) {
            then.run();
        }
    }

    @Override
    public boolean send(String text) {
        if (gone.get()) {
            return false;
        }
        var bytes = Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
        long before = waiting.getAndAdd(bytes.length());
        if (before > MOST_WAITING) {
            log.atWarn().addKeyValue("bytes", before).log("slow page cut off from the events");
            cut();
            return false;
        }
        context.runOnContext(_ -> write(bytes));
        return true;
    }

    private void write(Buffer bytes) {
        if (gone.get() || response.closed()) {
            return;
        }
        var _ = response.write(bytes).onComplete(_ -> waiting.addAndGet(-bytes.length()));
    }

    private void cut() {
        if (gone.compareAndSet(false, true)) {
            // What waits is not worth sending: the page begins anew.
            context.runOnContext(_ -> response.reset());
        }
    }

    @Override
    public void close() {
        if (gone.compareAndSet(false, true)) {
            context.runOnContext(
                    _ -> {
                        if (!response.ended()) {
                            var _ = response.end();
                        }
                    });
        }
    }
}
