package io.centralita.call;

import io.centralita.call.reception.Ringing;
import io.centralita.call.scope.Time;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A call whose caller still hears ringing, as the channel has it that announced it
/// ([Switchboard#ring]). Every channel that rings does the same with it: waits ([#awaitAnswer]),
/// answers, and brings the leg to [Switchboard#accept] with the same call id. Where the channel
/// answers by itself (Asterisk: `answer` on the channel after `StasisStart`; a button in a browser,
/// which rings as long as the connection takes) the preparation goes on meanwhile. Thread-safe.
public final class RingingCall {
    /// What is not ready by then is not waited for; where it becomes ready later, it is used.
    public static final Duration PREPARATION = Duration.ofSeconds(5);

    /// Kept free of [Ringing#LONGEST] for the answer to reach the provider.
    static final Duration MARGIN = Duration.ofMillis(500);

    private final Ringing ringing;
    private final boolean prepared;
    private final CompletableFuture<Void> settled;
    private final Runnable withdrawal;
    private final Time time;

    RingingCall(
            Ringing ringing,
            boolean prepared,
            CompletableFuture<Void> settled,
            Runnable withdrawal,
            Time time) {
        this.ringing = ringing;
        this.prepared = prepared;
        this.settled = settled;
        this.withdrawal = withdrawal;
        this.time = time;
    }

    /// Whether anything is prepared for the caller.
    public boolean prepared() {
        return prepared;
    }

    /// Completes when the greeting is there to be heard, or will not be; never fails. What depends
    /// on it must not block.
    public CompletionStage<Void> ready() {
        return settled.minimalCompletionStage();
    }

    /// Rings as long as it should. For a thread that may wait; interrupted where the caller is
    /// gone.
    ///
    /// @param since when the channel was told of the call, by the switchboard's time
    public void awaitAnswer(long since) throws InterruptedException {
        long least = since + ringing.time().toNanos();
        long last = since + Ringing.LONGEST.minus(MARGIN).toNanos();
        switch (ringing.mode()) {
            case OFF -> {}
            case FIXED, DELAY -> awaitUntil(Math.min(least, last));
            case WHEN_READY -> {
                awaitReady(Math.min(since + PREPARATION.toNanos(), last));
                awaitUntil(Math.min(least, last));
            }
        }
    }

    /// The caller does not come: what was prepared is closed. From any thread, any number of times.
    public void gone() {
        withdrawal.run();
    }

    private void awaitReady(long until) throws InterruptedException {
        var signal = new ArrayBlockingQueue<Boolean>(1);
        var _ = settled.whenComplete((_, _) -> signal.offer(true));
        time.poll(signal, Math.max(0, until - time.nanoTime()));
    }

    private void awaitUntil(long until) throws InterruptedException {
        long left = until - time.nanoTime();
        if (left > 0) {
            time.poll(new ArrayBlockingQueue<Boolean>(1), left);
        }
    }
}
