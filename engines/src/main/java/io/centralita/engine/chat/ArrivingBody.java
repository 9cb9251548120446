package io.centralita.engine.chat;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The body of an answer as it arrives: one thread waits for the next bytes, with a deadline. It is
/// asked of the network piece by piece, so no more than two pieces (32 KiB) wait here.
final class ArrivingBody implements BodySubscriber<ArrivingBody> {
    private sealed interface Part {
        record Bytes(List<ByteBuffer> buffers) implements Part {}

        record End() implements Part {}

        record Broken(Throwable cause) implements Part {}
    }

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final AtomicReference<Flow.@Nullable Subscription> subscription =
            new AtomicReference<>();
    private volatile boolean unwanted;
    private boolean ended;

    @Override
    public CompletionStage<ArrivingBody> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
        subscription.set(upstream);
        if (unwanted) {
            upstream.cancel();
        } else {
            upstream.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        parts.add(new Part.Bytes(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        parts.add(new Part.Broken(cause));
    }

    @Override
    public void onComplete() {
        parts.add(new Part.End());
    }

    /// Waits for the next bytes.
    ///
    /// @return null at the end
    /// @throws IOException where the connection broke before the end
    @Nullable List<ByteBuffer> read(long nanos)
            throws IOException, TimeoutException, InterruptedException {
        if (ended) {
            return null;
        }
        var part = parts.poll(nanos, TimeUnit.NANOSECONDS);
        return switch (part) {
            case null -> throw new TimeoutException("nothing came in time");
            case Part.Bytes(var buffers) -> {
                var upstream = subscription.get();
                if (upstream != null) {
                    upstream.request(1);
                }
                yield buffers;
            }
            case Part.End() -> {
                ended = true;
                yield null;
            }
            case Part.Broken(var cause) -> throw new IOException("the answer broke off", cause);
        };
    }

    /// Wants no more of it: closes the connection, unless the end was there already.
    void cancel() {
        unwanted = true;
        var upstream = subscription.get();
        if (upstream != null && !ended) {
            upstream.cancel();
        }
    }
}
