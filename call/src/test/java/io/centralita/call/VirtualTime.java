package io.centralita.call;

import io.centralita.call.scope.Time;
import java.time.Duration;
import java.time.Instant;

/// Time that passes when a test says so. Thread-safe.
public final class VirtualTime implements Time {
    public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private long nanos = 1_000_000_000L;

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos - 1_000_000_000L);
    }

    public synchronized void advance(Duration by) {
        nanos += by.toNanos();
    }
}
