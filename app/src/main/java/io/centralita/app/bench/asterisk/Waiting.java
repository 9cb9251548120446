package io.centralita.app.bench.asterisk;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what should come about soon.
final class Waiting {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(5);

    private Waiting() {}

    /// Until it is so, or patience is over.
    static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK);
        }
    }
}
