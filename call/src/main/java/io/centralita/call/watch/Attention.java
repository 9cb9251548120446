package io.centralita.call.watch;

import java.util.concurrent.atomic.AtomicInteger;

/// How many look on. Thread-safe; read for every frame.
public final class Attention {
    private final AtomicInteger watchers = new AtomicInteger();

    public void more() {
        watchers.incrementAndGet();
    }

    public void less() {
        watchers.decrementAndGet();
    }

    boolean isPaid() {
        return watchers.getOpaque() > 0;
    }
}
