package io.centralita.channel.asterisk;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Time that passes by itself, much faster than in earnest, while a test waits for something that
/// has patience.
final class PassingTime implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(20);

    private final Thread clock;

    /// @param advance takes each step
    PassingTime(Consumer<Duration> advance) {
        clock =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (!Thread.currentThread().isInterrupted()) {
                                        advance.accept(STEP);
                                        LockSupport.parkNanos(500_000);
                                    }
                                });
    }

    @Override
    public void close() {
        clock.interrupt();
    }
}
