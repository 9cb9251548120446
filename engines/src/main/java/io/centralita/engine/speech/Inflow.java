package io.centralita.engine.speech;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The body of an answer as it comes: the HTTP client's threads put pieces in, one thread takes
/// them out and may stop waiting. What is not taken is asked for no further than the limit; then
/// the server has to wait.
final class Inflow implements BodySubscriber<Inflow> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>();
    private final long mostAhead;
    private long ahead;
    private boolean hungry;
    private boolean over;
    private @Nullable Throwable failure;
    private @Nullable Subscription subscription;

    /// @param mostAhead bytes taken from the network and not read yet, beyond which no more are
    ///   asked for; one delivery may exceed it
    Inflow(long mostAhead) {
        this.mostAhead = mostAhead;
    }

    /// What came of waiting.
    sealed interface Found {
        record Piece(ByteBuffer bytes) implements Found {}

        record End() implements Found {}

        record Nothing() implements Found {}
    }

    /// The next piece, or nothing where none came for so long.
    ///
    /// @throws IOException when the answer broke off
    Found next(long waitNanos) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = waitNanos;
            while (pieces.isEmpty() && !over && left > 0) {
                left = changed.awaitNanos(left);
            }
            var piece = pieces.poll();
            if (piece != null) {
                ahead -= piece.remaining();
                askForMore();
                return new Found.Piece(piece);
            }
            if (failure != null) {
                throw new IOException("broke off", failure);
            }
            return over ? new Found.End() : new Found.Nothing();
        } finally {
            lock.unlock();
        }
    }

    /// Nobody reads on; the connection is given up. From any thread.
    void cancel() {
        @Nullable Subscription given;
        lock.lock();
        try {
            given = subscription;
            if (!over) {
                end(new CancellationException("given up"));
            }
            pieces.clear();
        } finally {
            lock.unlock();
        }
        if (given != null) {
            given.cancel();
        }
    }

    private void askForMore() {
        var from = subscription;
        if (hungry && !over && from != null && ahead < mostAhead) {
            hungry = false;
            from.request(1);
        }
    }

    private void end(@Nullable Throwable why) {
        over = true;
        failure = why;
        changed.signalAll();
    }

    @Override
    public CompletionStage<Inflow> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription given) {
        boolean unwanted;
        lock.lock();
        try {
            unwanted = over;
            subscription = given;
        } finally {
            lock.unlock();
        }
        if (unwanted) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> delivered) {
        lock.lock();
        try {
            if (over) {
                return;
            }
            for (var piece : delivered) {
                if (piece.hasRemaining()) {
                    pieces.add(piece);
                    ahead += piece.remaining();
                }
            }
            hungry = true;
            askForMore();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onError(Throwable thrown) {
        lock.lock();
        try {
            if (!over) {
                end(thrown);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onComplete() {
        lock.lock();
        try {
            if (!over) {
                end(null);
            }
        } finally {
            lock.unlock();
        }
    }
}
