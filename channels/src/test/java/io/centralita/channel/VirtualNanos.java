package io.centralita.channel;

import io.centralita.call.scope.Time;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// Time that stands still until it is moved.
public final class VirtualNanos implements Time {
    private final AtomicLong nanos = new AtomicLong(1_000_000_000);

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos.get());
    }

    public void advanceMs(long milliseconds) {
        nanos.addAndGet(milliseconds * 1_000_000);
    }
}
