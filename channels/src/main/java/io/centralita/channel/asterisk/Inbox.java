package io.centralita.channel.asterisk;

import io.centralita.call.scope.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a call's thread is told, in order. Anybody posts; only the thread takes.
final class Inbox {
    static final int CAPACITY = 256;

    private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(CAPACITY);
    private final Time time;
    private final Aside aside;
    private final Runnable whenFull;

    /// @param aside is shown whatever the thread does not wait for at that moment
    /// @param whenFull ends the call; must not block
    Inbox(Time time, Aside aside, Runnable whenFull) {
        this.time = time;
        this.aside = aside;
        this.whenFull = whenFull;
    }

    /// What happens by the way. On the call's thread.
    interface Aside {
        void told(Signal signal) throws CallerGone;
    }

    /// Never blocks.
    void post(Signal signal) {
        if (!signals.offer(signal)) {
            whenFull.run();
        }
    }

    /// The next signal, whatever it is.
    Signal take() throws InterruptedException {
        return signals.take();
    }

    /// Waits for something; what comes meanwhile goes aside.
    ///
    /// @param wanted makes an answer of the signal that is waited for, null of others
    /// @return empty where it did not come in time
    <T> Optional<T> await(Function<Signal, @Nullable T> wanted, Duration atMost)
            throws CallerGone, InterruptedException {
        long until = time.nanoTime() + atMost.toNanos();
        while (true) {
            var signal = time.poll(signals, Math.max(0, until - time.nanoTime()));
            if (signal == null) {
                return Optional.empty();
            }
            var found = wanted.apply(signal);
            if (found != null) {
                return Optional.of(found);
            }
            aside.told(signal);
        }
    }

    /// The same, for as long as it takes.
    <T> T await(Function<Signal, @Nullable T> wanted) throws CallerGone, InterruptedException {
        while (true) {
            var signal = signals.take();
            var found = wanted.apply(signal);
            if (found != null) {
                return found;
            }
            aside.told(signal);
        }
    }
}
