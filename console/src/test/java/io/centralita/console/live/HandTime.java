package io.centralita.console.live;

import io.centralita.call.scope.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// Time that passes when a test says so.
final class HandTime implements Time {
    private final AtomicLong nanos = new AtomicLong(1_000_000_000L);

    void pass(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return MadeCall.ZERO.plusNanos(nanos.get() - 1_000_000_000L);
    }
}
